// A source is live while it is heard, silent after its declared time, and ended when it says so.

import { expect, test } from 'vitest';
import { SourceKind, SourceState } from '../../shared/domain/market-source.ts';
import { createSourceWatch } from './watch-sources.ts';

function stage() {
  const now = { heard: 0, ended: false };
  const source = {
    ...{ name: 'tape', kind: SourceKind.recorded, silenceSeconds: 5, instruments: [3] },
    heard: () => now.heard,
    hasEnded: () => now.ended,
  };
  const watch = createSourceWatch([source]);
  return { now, look: (ms: number) => watch.look(ms)?.map(({ state }) => state) };
}

test('tells every state once, and silence after the declared time', () => {
  const { now, look } = stage();
  expect(look(0)).toEqual([SourceState.live]);
  expect(look(5_000)).toBeUndefined();
  expect(look(5_001)).toEqual([SourceState.silent]);
  expect(look(9_000)).toBeUndefined();
  now.heard = 1;
  expect(look(9_250)).toEqual([SourceState.live]);
  expect(look(14_250)).toBeUndefined();
  now.ended = true;
  expect(look(14_500)).toEqual([SourceState.ended]);
  expect(look(60_000)).toBeUndefined();
});

test('hands on what the source declares, and nothing of how it is heard', () => {
  const declared = { name: 'a', kind: SourceKind.simulated, silenceSeconds: 2, instruments: [] };
  const watch = createSourceWatch([{ ...declared, heard: () => 0, hasEnded: () => false }]);
  expect(watch.look(0)).toEqual([{ ...declared, state: SourceState.live }]);
});
