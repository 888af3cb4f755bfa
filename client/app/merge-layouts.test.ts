// Layouts of two places: nothing is lost, both are kept where both changed, removals travel.

import { describe, expect, it } from 'vitest';
import { presetLayout } from './layout-presets.ts';
import { freeName, mergeLayouts, type RemoteLayout } from './merge-layouts.ts';

const ours = presetLayout('trading');
const others = presetLayout('ladders');
const clean = { revision: 3, dirty: false };
const dirty = { revision: 3, dirty: true };
const there = (revision: number, dock: RemoteLayout['dock'] = others): RemoteLayout[] => [
  { name: 'mine', revision, dock },
];

describe('layouts of two places', () => {
  it('takes what is only there, and sends what is only here', () => {
    expect(mergeLayouts({}, {}, there(3))).toMatchObject({
      docks: { mine: others },
      shared: { mine: clean },
      put: [],
    });
    expect(mergeLayouts({ mine: ours }, {}, [])).toMatchObject({
      shared: { mine: { revision: 0, dirty: true } },
      put: ['mine'],
    });
  });

  it('takes a newer one where nothing changed here, and sends a change of the newest', () => {
    expect(mergeLayouts({ mine: ours }, { mine: clean }, there(4)).docks).toEqual({ mine: others });
    const sent = mergeLayouts({ mine: ours }, { mine: dirty }, there(3));
    expect(sent).toMatchObject({ docks: { mine: ours }, shared: { mine: dirty }, put: ['mine'] });
    expect(mergeLayouts({ mine: ours }, { mine: clean }, there(3)).put).toEqual([]);
  });

  it.each([
    ['changed on both sides', { mine: dirty }],
    ['of one name, made in two places', {}],
  ])('keeps both when a layout is %s', (_words, shared) => {
    const merged = mergeLayouts({ mine: ours }, shared, there(4));
    expect(merged).toEqual({
      docks: { mine: others, 'mine (2)': ours },
      shared: { mine: { revision: 4, dirty: false }, 'mine (2)': { revision: 0, dirty: true } },
      put: ['mine (2)'],
      remove: [],
      renamed: { mine: 'mine (2)' },
    });
  });

  it('keeps one when both are the same', () => {
    const merged = mergeLayouts({ mine: ours }, { mine: dirty }, there(4, ours));
    expect(merged).toMatchObject({ docks: { mine: ours }, put: [], renamed: {} });
  });

  it('carries removals, and lets a change win over one', () => {
    expect(mergeLayouts({}, { mine: clean }, there(3)).remove).toEqual(['mine']);
    expect(mergeLayouts({}, { mine: clean }, there(4)).docks).toEqual({ mine: others });
    expect(mergeLayouts({ mine: ours }, { mine: clean }, []).docks).toEqual({});
    expect(mergeLayouts({ mine: ours }, { mine: dirty }, []).put).toEqual(['mine']);
  });

  it('leaves what it cannot read where it is', () => {
    const merged = mergeLayouts({}, {}, [{ name: 'mine', revision: 4, dock: undefined }]);
    expect(merged).toMatchObject({ docks: {}, put: [], remove: [] });
  });

  it('finds the first free name', () => {
    expect(freeName('mine', (name) => name === 'mine (2)')).toBe('mine (3)');
  });
});
