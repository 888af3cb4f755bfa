// What the venue told this user, newest first.

import { rejectWords } from '../../i18n/outcome-words.ts';
import { useText } from '../../i18n/use-text.ts';
import type { TextKey } from '../../i18n/text-table.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { useSession, type Notice } from '../../state/session-store.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { zonedTimeText } from '../../ui/zoned-time.ts';

const SEVERITIES: readonly TextKey[] = ['notices.info', 'notices.warning', 'notices.critical'];

export default function NoticesPanel() {
  const t = useText();
  const notices = useSession((state) => state.notices);
  return (
    <Panel>
      {notices.length === 0 ? (
        <Empty icon="bell" title={t('notices.empty')} words={t('notices.emptyWords')} />
      ) : (
        <ul className="notices" aria-label={t('notices.list')} tabIndex={0}>
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const refused = notice.is === 'refusal';
  const severity = refused ? 2 : notice.severity;
  return (
    <li data-severity={severity}>
      <Icon name={severity === 0 ? 'bell' : 'warn'} />
      <time>{zonedTimeText(notice.timeMs * 1000, zone).slice(0, 8)}</time>
      <b>{t(refused ? 'notices.refused' : (SEVERITIES[severity] ?? 'notices.info'))}</b>
      <span>{refused ? rejectWords(t, notice.code) : notice.text}</span>
    </li>
  );
}
