// The ring of private frames: what it gives back is what went in, in order, within its bounds.

import { describe, expect, test } from 'vitest';
import { prng } from '../testing/prng.ts';
import { FrameRing, type RingBudget } from './frame-ring.ts';

const RICH: RingBudget = { freeBytes: 2 ** 40 };

function frameOf(seq: number, size: number): Buffer {
  const frame = Buffer.alloc(size);
  for (let k = 0; k < size; k++) frame[k] = seq * 31 + k;
  return frame;
}

const plain = (frame: Buffer): Uint8Array => new Uint8Array(frame);

describe('the ring of frames', () => {
  test('gives back every kept frame as it was, over many turns of the ring', () => {
    const random = prng(17);
    const ring = new FrameRing(500, { freeBytes: 60_000 });
    const sizes: number[] = [];
    for (let seq = 1; seq <= 5_000; seq++) {
      const size = 1 + random.below(random.chance(1, 50) ? 3_000 : 200);
      sizes[seq] = size;
      ring.push(seq, frameOf(seq, size));
      if (!random.chance(1, 40)) continue;
      let oldest = Math.max(1, seq - 600);
      while (ring.after(oldest - 1) === undefined) oldest += 1;
      const frames = ring.after(oldest - 1)!;
      expect(frames).toHaveLength(seq - oldest + 1);
      const wrong = frames.findIndex(
        (frame, k) => !frameOf(oldest + k, sizes[oldest + k]).equals(frame),
      );
      expect(wrong).toBe(-1);
      expect(frames.length).toBeLessThanOrEqual(500);
    }
    expect(ring.bytesReserved).toBe(32_768);
  });

  test('knows its ends', () => {
    const ring = new FrameRing(100, RICH);
    expect(ring.after(0)).toEqual([]);
    expect(ring.after(1)).toBeUndefined();
    for (let seq = 40; seq <= 45; seq++) ring.push(seq, frameOf(seq, 10));
    expect(ring.after(38)).toBeUndefined();
    expect(ring.after(39)).toHaveLength(6);
    expect(ring.after(45)).toEqual([]);
    expect(ring.after(46)).toBeUndefined();
  });

  test('starts anew after a hole', () => {
    const ring = new FrameRing(100, RICH);
    ring.push(1, frameOf(1, 10));
    ring.push(5, frameOf(5, 10));
    expect(ring.after(0)).toBeUndefined();
    expect(ring.after(4)).toEqual([plain(frameOf(5, 10))]);
  });

  test('keeps at most so many frames, and none that is larger than the ring', () => {
    const ring = new FrameRing(3, { freeBytes: 0 });
    for (let seq = 1; seq <= 10; seq++) ring.push(seq, frameOf(seq, 10));
    expect(ring.after(7)).toHaveLength(3);
    expect(ring.after(6)).toBeUndefined();
    ring.push(11, frameOf(11, 5_000));
    expect(ring.after(10)).toBeUndefined();
    expect(ring.after(11)).toEqual([]);
    ring.push(12, frameOf(12, 20));
    expect(ring.after(11)).toEqual([plain(frameOf(12, 20))]);
  });

  test('takes from the shared budget what it grows by', () => {
    const budget = { freeBytes: 10_000 };
    const ring = new FrameRing(65_536, budget);
    for (let seq = 1; seq <= 1_000; seq++) ring.push(seq, frameOf(seq, 100));
    expect([ring.bytesReserved, budget.freeBytes]).toEqual([8_192, 10_000 - 4_096]);
  });
});
