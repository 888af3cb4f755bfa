// What was stored of a table by hand or by another version harms nobody.

import { expect, it } from 'vitest';
import { readLook } from './table-look.ts';

it('keeps what makes sense, and nothing else', () => {
  const look = { order: { id: 'qty', falling: true }, turned: ['ack'], filter: 'btc' };
  expect(readLook(look)).toEqual(look);
  expect(readLook({ order: { id: 4 }, turned: [1, 'fee'], filter: 7 })).toEqual({
    ...{ order: undefined, turned: ['fee'], filter: '' },
  });
  for (const nonsense of [null, 'x', undefined, []])
    expect(readLook(nonsense)).toEqual({ order: undefined, turned: [], filter: '' });
});
