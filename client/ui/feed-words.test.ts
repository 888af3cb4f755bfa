// Every state of the connection has its words and its mood.

import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { text as reject } from '../i18n/reject-text.ts';
import { text as shell } from '../i18n/shell-text.ts';
import { addTexts, translate, type Translate } from '../i18n/text-table.ts';
import type { FeedState } from '../state/session-store.ts';
import { feedMood, feedWords } from './feed-words.ts';

addTexts('shell', shell);
addTexts('reject', reject);
const t: Translate = (key, values) => translate('en', key, values);

const lost: FeedState = {
  is: 'reconnecting',
  attempt: 4,
  retryAtMs: 0,
  reason: { is: 'mute' },
};

const states: readonly (readonly [FeedState, number, string, string])[] = [
  [{ is: 'idle' }, 0, 'doubt', 'Connecting…'],
  [{ is: 'connecting', attempt: 1 }, 0, 'doubt', 'Connecting…'],
  [{ is: 'live' }, 0, 'good', 'Connected'],
  [{ is: 'live' }, 1, 'doubt', 'Cancels only'],
  [{ is: 'live' }, 2, 'doubt', 'Venue is starting'],
  [{ is: 'live' }, 3, 'doubt', 'Venue is stopping'],
  [{ is: 'stale', sinceMs: 0 }, 0, 'doubt', 'Nothing heard'],
  [lost, 0, 'bad', 'Connection lost, trying again (4)'],
  [{ is: 'closed', reason: { is: 'user' } }, 0, 'bad', 'Signed out'],
  [
    { is: 'closed', reason: { is: 'refused', code: REJECTS.demoOff.code } },
    0,
    'bad',
    'Refused: Demo accounts are switched off on this server.',
  ],
];

describe('the connection in words', () => {
  it.each(states)('%o with venue status %d', (feed, venueStatus, mood, words) => {
    expect(feedMood({ feed, venueStatus })).toBe(mood);
    expect(feedWords(t, { feed, venueStatus })).toBe(words);
  });
});
