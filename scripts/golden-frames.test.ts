// The writer of golden frames refuses to change one that clients rely on.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { breaksPromise, GOLDEN_FOLDER, goldenFrames, type GoldenFrame } from './golden-frames.ts';

test('what it would write is what is recorded', () => {
  for (const frame of goldenFrames()) {
    const path = join(GOLDEN_FOLDER, `${String(frame.kind)}-${frame.name}.json`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(frame);
  }
});

test('other bytes or another text need another version', () => {
  const [frame] = goldenFrames() as [GoldenFrame];
  const versionLater = frame.schemaVersion + 1;
  expect(breaksPromise(frame, frame)).toBe(false);
  expect(breaksPromise(frame, { ...frame, msgpack: `${frame.msgpack}00` })).toBe(true);
  expect(breaksPromise(frame, { ...frame, json: '[]' })).toBe(true);
  expect(breaksPromise(frame, { ...frame, msgpack: '', schemaVersion: versionLater })).toBe(false);
});
