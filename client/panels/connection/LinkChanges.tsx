// The latest changes of the connection: when, from what to what, and why in words.

import type { LossReason } from '../../../shared/feed/feed-state.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import { linkHistory, type LinkChange } from '../../state/link-history.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { feedMood, feedWords } from '../../ui/feed-words.ts';
import { dateTimeText, zonedTimeText } from '../../ui/zoned-time.ts';

export function LinkChanges() {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const changes = linkHistory((state) => state.changes);
  return (
    <section className="link-changes" aria-label={t('connection.changes')}>
      <h3>{t('connection.changes')}</h3>
      {changes.length === 0 && <p className="faint">{t('connection.noChanges')}</p>}
      <ol>
        {changes.map((change) => (
          <li key={change.id}>
            <time title={dateTimeText(change.timeMs * 1000, zone)}>
              {zonedTimeText(change.timeMs * 1000, zone).slice(0, 8)}
            </time>
            <span className="faint">{feedWords(t, change.from)}</span>
            <span aria-hidden="true">→</span>
            <span className="truth" data-mood={feedMood(change.to)}>
              <i aria-hidden="true" />
              {feedWords(t, change.to)}
            </span>
            <span className="link-cause">{changeCause(t, change)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Empty where the state says it all. */
export function changeCause(t: Translate, { to }: Pick<LinkChange, 'to'>): string {
  const { feed } = to;
  if (feed.is === 'reconnecting') return lossWords(t, feed.reason);
  if (feed.is === 'closed' && feed.reason.is === 'protocol')
    return t('connection.cause_protocol', { granted: feed.reason.granted });
  return '';
}

function lossWords(t: Translate, reason: LossReason): string {
  if (reason.is === 'refused') return rejectWords(t, reason.code);
  if (reason.is !== 'closed') return t(`connection.cause_${reason.is}`);
  const { code, words } = reason;
  return t(words === '' ? 'connection.cause_closed' : 'connection.cause_closedSaying', {
    code,
    words,
  });
}
