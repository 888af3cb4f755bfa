// Every way to lose a connection has words of its own, in both languages.

import { expect, it } from 'vitest';
import type { LossReason } from '../../../shared/feed/feed-state.ts';
import { text as connection } from '../../i18n/connection-text.ts';
import { text as reject } from '../../i18n/reject-text.ts';
import { addTexts, translate } from '../../i18n/text-table.ts';
import { changeCause } from './LinkChanges.tsx';

addTexts('connection', connection);
addTexts('reject', reject);
const reasons: readonly LossReason[] = [
  { is: 'closed', code: 1006, words: '' },
  { is: 'closed', code: 4008, words: 'too slow' },
  { is: 'mute' },
  { is: 'noWelcome' },
  { is: 'badFrame' },
  { is: 'privateGap' },
  { is: 'noToken' },
  { is: 'interrupted' },
];
const lost = (reason: LossReason) => ({
  to: { feed: { is: 'reconnecting', attempt: 1, retryAtMs: 0, reason }, venueStatus: 0 } as const,
});

it.each(['en', 'zh'] as const)('says why in %s', (language) => {
  const words = reasons.map((reason) =>
    changeCause((key, values) => translate(language, key, values), lost(reason)),
  );
  expect(words.filter((one) => one === '' || one.includes('connection.'))).toEqual([]);
  expect(new Set(words).size).toBe(reasons.length);
});

it('is silent where the state says it all', () => {
  const live = { to: { feed: { is: 'live' }, venueStatus: 0 } as const };
  expect(changeCause((key) => key, live)).toBe('');
});
