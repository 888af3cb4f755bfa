// The address of a panel's own window says what the window shows, and nothing else makes a window of a panel.

import { expect, it } from 'vitest';
import { ownWindow, windowAddress } from './desk-windows.ts';

it('is read as it was written', () => {
  const shown = {
    ...{ panelId: 'chart-2', kind: 'chart', colour: 'amber' as const },
    own: { spanSeconds: 60, indicators: ['a&b=c', '均线'] },
  };
  const address = windowAddress(shown, 'desk 1');
  expect(ownWindow(address.slice(1))).toEqual(shown);
  expect(new URLSearchParams(address.slice(2)).get('desk')).toBe('desk 1');
});

it('is a desk without a panel in its address, and a panel with what it can read', () => {
  expect(ownWindow('')).toBeUndefined();
  expect(ownWindow('?panel=chart-1')).toBeUndefined();
  for (const own of ['', '&own=3', '&own=[1]', '&own={', '&own=null']) {
    expect(ownWindow(`?panel=tape-1&kind=tape${own}`)).toEqual({
      ...{ panelId: 'tape-1', kind: 'tape', colour: 'none', own: {} },
    });
  }
});
