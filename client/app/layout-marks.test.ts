// Marks survive storage, damaged ones are given up, and users do not carry each other's layouts.

import { expect, test } from 'vitest';
import { docksFor, ownDocks, parseMarks, shapeOf } from './layout-marks.ts';
import { presetLayout } from './layout-presets.ts';

const dock = presetLayout('trading');
const marks = { safe: { revision: 2, dirty: false }, open: { revision: 2, dirty: true } };

test('marks come back as they were kept, what is damaged does not', () => {
  expect(parseMarks(JSON.stringify({ user: 'a', marks }))).toEqual({ user: 'a', marks });
  for (const text of [null, '', '{', '{}', '3', '{"user":1,"marks":{}}'])
    expect(parseMarks(text)).toEqual({ user: '', marks: {} });
  const spoilt = JSON.stringify({ user: 'a', marks: { x: null, y: { revision: 'z' } } });
  expect(parseMarks(spoilt)).toEqual({ user: 'a', marks: {} });
});

test('another user does not get what is safe with the one before', () => {
  const docks = { safe: dock, open: dock, fresh: dock };
  expect(docksFor('a', docks, { user: 'a', marks })).toEqual(docks);
  expect(Object.keys(docksFor('b', docks, { user: 'a', marks }))).toEqual(['open', 'fresh']);
  expect(docksFor('b', docks, { user: '', marks: {} })).toEqual(docks);
});

test('a changed preset is no layout of the user', () => {
  expect(Object.keys(ownDocks({ trading: dock, mine: dock }))).toEqual(['mine']);
});

test('another size is the same layout, another panel is not', () => {
  const wider = { ...dock, grid: { ...dock.grid, width: 99 }, activeGroup: '2' };
  expect(shapeOf(wider)).toBe(shapeOf(dock));
  expect(shapeOf(presetLayout('ladders'))).not.toBe(shapeOf(dock));
});
