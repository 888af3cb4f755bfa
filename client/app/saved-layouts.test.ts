// Layouts survive being kept; what is damaged or newer is given up whole; unknown panels stay.

import { describe, expect, it } from 'vitest';
import { presetLayout, PRESETS } from './layout-presets.ts';
import { FRESH_LAYOUTS, LAYOUT_VERSION, mendDock, readLayouts } from './saved-layouts.ts';

const trading = presetLayout('trading');

function kept(change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: LAYOUT_VERSION,
    current: 'mine',
    docks: { mine: trading },
    ...change,
  });
}

describe('kept layouts', () => {
  it.each(PRESETS)('brings the layout %s back as it was', (name) => {
    const dock = presetLayout(name);
    const text = JSON.stringify({
      version: LAYOUT_VERSION,
      current: name,
      docks: { [name]: dock },
    });
    expect(readLayouts(text)).toEqual({
      version: LAYOUT_VERSION,
      current: name,
      docks: { [name]: dock },
    });
  });

  it('gives up what is damaged, of no version or of a newer one', () => {
    const newer = kept({ version: LAYOUT_VERSION + 1 });
    for (const text of [null, '', '{', '[]', 'null', '3', '{}', newer]) {
      expect(readLayouts(text)).toEqual(FRESH_LAYOUTS);
    }
    expect(readLayouts(kept()).current).toBe('mine');
  });

  it('upgrades step by step, and stops where a step is missing', () => {
    const steps = new Map([
      [-1, (old: object) => ({ ...old, version: 0, current: 'mine' })],
      [0, (old: object) => ({ ...old, version: LAYOUT_VERSION, docks: { mine: trading } })],
    ]);
    const old = JSON.stringify({ version: -1 });
    expect(readLayouts(old, steps).docks['mine']).toEqual(trading);
    expect(readLayouts(old, new Map([...steps].slice(1)))).toEqual(FRESH_LAYOUTS);
  });

  it('shows the first preset when the layout that was shown is gone', () => {
    expect(readLayouts(kept({ current: 'gone' })).current).toBe('trading');
    expect(readLayouts(kept({ docks: { mine: { grid: 1 } } })).docks).toEqual({});
  });
});

describe('a mended dock', () => {
  it('keeps panels that this version does not know', () => {
    const panels = {
      ...trading.panels,
      'chart-1': { id: 'chart-1', contentComponent: 'horoscope' },
    };
    expect(mendDock({ ...trading, panels })?.panels['chart-1']?.contentComponent).toBe('horoscope');
  });

  it('drops tabs without a panel, panels without a tab, and groups without tabs', () => {
    const { 'orders-1': _orders, 'watchlist-1': _watchlist, ...rest } = trading.panels;
    const panels = { ...rest, lost: { id: 'lost', contentComponent: 'chart' } };
    const mended = mendDock({ ...trading, panels });
    const text = JSON.stringify(mended);
    expect(text).not.toContain('orders-1');
    expect(text).not.toContain('watchlist-1');
    expect(Object.keys(mended?.panels ?? {})).not.toContain('lost');
    expect(text).toContain('"activeView":"fills-1"');
  });

  it('refuses what has no group left', () => {
    expect(mendDock({ ...trading, panels: {} })).toBeUndefined();
    expect(mendDock('dock')).toBeUndefined();
  });
});

describe('presets', () => {
  it('names every panel once and shows each in one group', () => {
    for (const name of PRESETS) {
      const dock = presetLayout(name);
      expect(mendDock(dock)).toEqual(dock);
    }
  });
});
