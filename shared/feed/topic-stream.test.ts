// The machine of one topic's numbers, family by family.

import { describe, expect, test } from 'vitest';
import type { Channel } from '../wire/topics.ts';
import { TopicStream } from './topic-stream.ts';

function granted(channel: Channel, seq: number): TopicStream {
  const stream = new TopicStream(`${channel}.AAA`, channel, 5);
  stream.grant(grant(seq));
  return stream;
}

function grant(seq: number, epoch = 1) {
  const numbers = { topicId: 3, instrument: 0, intervalMs: 100, levels: 5 };
  return { topic: 'any', code: 0, epoch, seq, ...numbers };
}

function resync(seq: number, reason = 1) {
  return { is: 'resync', topicId: 3, seq, skipped: 5, reason } as const;
}

describe('tape', () => {
  test('starts with trades of the past, then takes one after the other', () => {
    const tape = granted('trade', 10);
    expect(tape.offer(8)).toBe('apply');
    expect(tape.offer(9)).toBe('apply');
    expect(tape.offer(9)).toBe('drop');
    expect(tape.offer(10)).toBe('apply');
    expect(tape.offer(12)).toBe('ask');
    expect(tape.seq).toBe(10);
  });

  test('a first trade that is too late means that some were lost', () => {
    const tape = granted('trade', 10);
    expect(tape.offer(12)).toBe('ask');
    expect(tape.resumeSeq()).toBe(10);
  });

  test('heals by what it asked for, and drops live trades until then', () => {
    const tape = granted('trade', 1);
    tape.offer(1);
    expect(tape.offer(4)).toBe('ask');
    tape.asked(0);
    expect(tape.offer(5)).toBe('drop');
    expect(tape.offer(2)).toBe('apply');
    expect(tape.health).toBe('healing');
    expect([3, 4, 5].map((seq) => tape.offer(seq))).toEqual(['apply', 'apply', 'apply']);
    expect(tape.health).toBe('current');
    expect(tape.lost).toBe(0);
  });

  test('jumps over what the server no longer has, and counts it', () => {
    const tape = granted('trade', 1);
    tape.offer(1);
    tape.resync(resync(20));
    expect(tape.health).toBe('healing');
    expect(tape.offer(18)).toBe('apply');
    expect(tape.lost).toBe(16);
    expect(tape.offer(19)).toBe('apply');
    expect(tape.offer(20)).toBe('apply');
    expect(tape.health).toBe('current');
  });

  test('jumps at the second notice when nothing followed the first', () => {
    const tape = granted('trade', 1);
    tape.offer(1);
    tape.resync(resync(20));
    tape.resync(resync(20));
    expect([tape.health, tape.seq, tape.lost]).toEqual(['current', 20, 19]);
  });

  test('keeps its number over a cut, also when it had not moved', () => {
    const tape = granted('trade', 10);
    tape.disconnect();
    expect(tape.resumeSeq()).toBe(10);
    tape.grant(grant(12));
    expect(tape.health).toBe('healing');
    expect([11, 12].map((seq) => tape.offer(seq))).toEqual(['apply', 'apply']);
    expect(tape.health).toBe('current');
  });

  test('an idle tape is behind only when the heartbeat is ahead', () => {
    const tape = granted('trade', 10);
    expect(tape.idleAt(10)).toBe(false);
    expect(tape.idleAt(11)).toBe(true);
    expect(tape.resumeSeq()).toBe(10);
  });
});

test('a grant that was overtaken by trades does not take the tape back', () => {
  const tape = granted('trade', 10);
  expect([10, 11].map((seq) => tape.offer(seq))).toEqual(['apply', 'apply']);
  expect(tape.grant(grant(10))).toBe(false);
  expect([tape.seq, tape.health]).toEqual([11, 'current']);
});

describe('whole', () => {
  test('the newest replaces the one before, what was skipped is counted', () => {
    const quote = granted('quote', 4);
    expect(quote.health).toBe('waiting');
    expect(quote.offer(4)).toBe('apply');
    expect(quote.health).toBe('current');
    expect(quote.offer(7)).toBe('apply');
    expect(quote.lost).toBe(2);
    expect(quote.offer(6)).toBe('drop');
  });

  test('a topic that never had a state is current', () => {
    const bar = granted('bar', 0);
    expect(bar.health).toBe('current');
    expect(bar.idleAt(0)).toBe(false);
    expect(bar.offer(0)).toBe('apply');
  });

  test('a state from before a cut is not taken for the one after it', () => {
    const quote = granted('quote', 4);
    quote.offer(4);
    quote.disconnect();
    quote.grant(grant(4));
    expect(quote.health).toBe('waiting');
    expect(quote.offer(4)).toBe('apply');
  });
});

describe('table', () => {
  test('rows of a snapshot share a number, a hole is applied past and asked for', () => {
    const table = granted('instruments', 3);
    expect([3, 3, 3].map((seq) => table.offer(seq))).toEqual(['apply', 'apply', 'apply']);
    expect(table.offer(4)).toBe('apply');
    expect(table.offer(6)).toBe('applyAndAsk');
    table.asked(0);
    expect(table.health).toBe('healing');
    table.resync(resync(6, 2));
    expect(table.offer(6)).toBe('apply');
    expect(table.health).toBe('current');
  });
});

describe('every family', () => {
  test.each(['trade', 'quote', 'depth', 'status'] as const)(
    '%s forgets with the epoch',
    (channel) => {
      const stream = granted(channel, 4);
      expect(stream.grant(grant(9, 2))).toBe(true);
      expect(stream.seq).toBe(-1);
      expect(stream.resync(resync(12, 3))).toBe(true);
    },
  );
});
