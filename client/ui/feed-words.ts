// The state of the connection in words that say what it means and what happens next.

import { rejectWords } from '../i18n/outcome-words.ts';
import type { MarketSource } from '../../shared/domain/market-source.ts';
import type { Translate } from '../i18n/text-table.ts';
import type { SessionState } from '../state/session-store.ts';

type Connection = Pick<SessionState, 'feed' | 'venueStatus'>;

const VENUE = ['online', 'cancelOnly', 'recovering', 'stopping'] as const;

/** good: prices and orders can be trusted · doubt: wait · bad: nothing goes. */
export type FeedMood = 'good' | 'doubt' | 'bad';

export function feedMood({ feed, venueStatus }: Connection): FeedMood {
  if (feed.is === 'live') return venueStatus === 0 ? 'good' : 'doubt';
  return feed.is === 'closed' || feed.is === 'reconnecting' ? 'bad' : 'doubt';
}

export function feedWords(t: Translate, { feed, venueStatus }: Connection): string {
  switch (feed.is) {
    case 'idle':
    case 'connecting':
      return t('shell.feed.connecting');
    case 'live':
      return t(
        venueStatus === 0 ? 'shell.feed.live' : `shell.venue.${VENUE[venueStatus] ?? 'recovering'}`,
      );
    case 'stale':
      return t('shell.feed.stale');
    case 'reconnecting':
      return t('shell.feed.reconnecting', { attempt: feed.attempt });
    case 'closed':
      return feed.reason.is === 'refused'
        ? t('shell.feed.refused', { words: rejectWords(t, feed.reason.code) })
        : t('shell.feed.closed');
    default:
      return feed satisfies never;
  }
}

const KINDS = ['simulated', 'recorded', 'exchange'] as const;
const STATES = ['live', 'silent', 'ended'] as const;

/** What a source is, whether it is real-time, and how it is: of the venue's own name for it. */
export function sourceWords(
  t: Translate,
  { name, kind, state, silenceSeconds }: MarketSource,
): string {
  const is = t(`ui.source_${KINDS[kind]}`, { name });
  return t(`ui.sourceIs_${STATES[state]}`, { is, seconds: silenceSeconds });
}
