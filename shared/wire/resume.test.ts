// Unit and property tests of the stream chain: no loss goes unnoticed, no repeat is applied twice.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamTracker } from './resume.ts';

describe('stream chain', () => {
  test('nothing applies before a start', () => {
    const tracker = streamTracker();
    expect(tracker.next(1, 0)).toBe('gap');
    expect(tracker.epoch).toBe(-1);
  });

  test('follows, drops repeats, stops at a gap until it is started again', () => {
    const tracker = streamTracker();
    tracker.start(1, 10);
    expect(tracker.next(11, 10)).toBe('apply');
    expect(tracker.next(11, 10)).toBe('duplicate');
    expect(tracker.next(13, 12)).toBe('gap');
    expect(tracker.whole).toBe(false);
    expect(tracker.next(12, 11)).toBe('gap');
    tracker.start(1, 13);
    expect(tracker.next(14, 13)).toBe('apply');
    expect(tracker.seq).toBe(14);
  });

  test('a prev that skips back is a gap as well: identity, not size, decides', () => {
    const tracker = streamTracker();
    tracker.start(1, 10);
    expect(tracker.next(12, 9)).toBe('gap');
  });

  test('a heartbeat finds a lost tail', () => {
    const tracker = streamTracker();
    tracker.start(1, 10);
    expect(tracker.tail(10)).toBe('current');
    expect(tracker.tail(9)).toBe('current');
    expect(tracker.tail(11)).toBe('gap');
    expect(tracker.tail(10)).toBe('gap');
  });

  test('a new epoch is told from the same and from none', () => {
    const tracker = streamTracker();
    expect(tracker.isNewEpoch(5)).toBe(false);
    tracker.start(5, 0);
    expect(tracker.isNewEpoch(5)).toBe(false);
    expect(tracker.isNewEpoch(6)).toBe(true);
  });

  test('a broken checksum breaks the chain', () => {
    const tracker = streamTracker();
    tracker.start(1, 1);
    tracker.breakChain();
    expect(tracker.next(2, 1)).toBe('gap');
  });

  test('over drops, repeats and swaps: what was applied is a prefix without holes', () => {
    const fate = fc.constantFrom('sent', 'dropped', 'repeated', 'swapped');
    fc.assert(
      fc.property(fc.array(fate, { maxLength: 60 }), (fates) => {
        const sent: number[] = [];
        fates.forEach((what, i) => {
          const seq = i + 1;
          if (what === 'repeated') sent.push(seq, seq);
          else if (what === 'swapped' && sent.length > 0) sent.splice(-1, 0, seq);
          else if (what !== 'dropped') sent.push(seq);
        });
        const tracker = streamTracker();
        tracker.start(1, 0);
        const applied = sent.filter((seq) => tracker.next(seq, seq - 1) === 'apply');
        expect(applied).toEqual(applied.map((_, i) => i + 1));
        // Undetected loss: whole, current by the heartbeat, and yet something is missing.
        const undetected =
          tracker.tail(fates.length) === 'current' && applied.length < fates.length;
        expect(undetected).toBe(false);
      }),
    );
  });
});
