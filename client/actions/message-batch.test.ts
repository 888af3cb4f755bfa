import { describe, expect, it } from 'vitest';
import type { LinkMessage } from '../net/link-contract.ts';
import { createMessageBatch } from './message-batch.ts';

const venue = (status: number): LinkMessage => ({ is: 'venue', status });

function batch() {
  const heard: number[] = [];
  const timers: (() => void)[] = [];
  const { hold, flush } = createMessageBatch(
    (message) => heard.push(message.is === 'venue' ? message.status : NaN),
    (_ms, run) => timers.push(run),
  );
  return { heard, timers, hold, flush };
}

describe('messages of the worker', () => {
  it('are heard in order when a frame begins, each once', () => {
    const { heard, hold, flush } = batch();
    hold(venue(1));
    hold(venue(2));
    expect(heard).toEqual([]);
    flush();
    flush();
    expect(heard).toEqual([1, 2]);
  });

  it('are heard before the next frame when that is late, and a late timer repeats nothing', () => {
    const { heard, timers, hold, flush } = batch();
    hold(venue(1));
    hold(venue(2));
    expect(timers).toHaveLength(1);
    timers[0]!();
    expect(heard).toEqual([1, 2]);
    hold(venue(3));
    flush();
    timers[1]!();
    expect(heard).toEqual([1, 2, 3]);
  });
});
