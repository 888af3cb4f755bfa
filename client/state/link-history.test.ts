// The history keeps real changes, newest first, and no more than its limit.

import { beforeEach, expect, it } from 'vitest';
import { CHANGES_MAX, linkHistory, noteChange, watchLink } from './link-history.ts';
import { sessionStore, type FeedState } from './session-store.ts';

const at = (feed: FeedState, venueStatus = 0) => ({ feed, venueStatus });
const live = at({ is: 'live' });
const stale = at({ is: 'stale', sinceMs: 1 });
const changes = () => linkHistory.getState().changes;
beforeEach(() => {
  linkHistory.setState({ changes: [] });
});

it('keeps what changed, newest first', () => {
  noteChange(at({ is: 'connecting', attempt: 1 }), live, 10);
  noteChange(live, stale, 20);
  expect(changes().map(({ timeMs, from, to }) => [timeMs, from.feed.is, to.feed.is])).toEqual([
    [20, 'live', 'stale'],
    [10, 'connecting', 'live'],
  ]);
});

it('takes another attempt of the same kind for no change, and the venue for one', () => {
  noteChange(at({ is: 'connecting', attempt: 1 }), at({ is: 'connecting', attempt: 2 }), 10);
  expect(changes()).toEqual([]);
  noteChange(live, at({ is: 'live' }, 1), 20);
  expect(changes().length).toBe(1);
});

it('forgets the oldest', () => {
  for (let k = 0; k < CHANGES_MAX + 5; k++) {
    noteChange(k % 2 === 0 ? live : stale, k % 2 === 0 ? stale : live, k);
  }
  expect(changes().length).toBe(CHANGES_MAX);
  expect(changes()[0]?.timeMs).toBe(CHANGES_MAX + 4);
  expect(new Set(changes().map(({ id }) => id)).size).toBe(CHANGES_MAX);
});

it('hears the session', () => {
  const stop = watchLink();
  sessionStore.setState({ feed: { is: 'connecting', attempt: 1 } });
  stop();
  sessionStore.setState({ feed: { is: 'idle' } });
  expect(changes().map(({ to }) => to.feed.is)).toEqual(['connecting']);
});
