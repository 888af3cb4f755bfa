// The footer: how the connection stands, in figures.

import { useEffect, useRef } from 'react';
import { grouped } from '../ui/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useSession, serverNowMicros } from '../state/session-store.ts';
import { usePrefs } from '../state/prefs-store.ts';
import { Icon } from '../ui/Icon.tsx';
import { clockText } from '../ui/zoned-time.ts';
import { feedMood, feedWords } from '../ui/feed-words.ts';
import { setCell } from '../ui/set-cell.ts';
import { openOverlay } from './overlay-store.ts';
import { showPanel } from './shown-dock.ts';
import { Sparkline } from '../ui/Sparkline.tsx';

export function FootBar() {
  const t = useText();
  const feed = useSession((state) => state.feed);
  const venueStatus = useSession((state) => state.venueStatus);
  const health = useSession((state) => state.health);
  const roundTripMs = (health.roundTripMicros / 1000).toFixed(1);
  return (
    <footer className="foot-bar">
      <div>
        <button
          type="button"
          className="truth strong"
          data-mood={feedMood({ feed, venueStatus })}
          title={t('shell.panel.connection')}
          onClick={() => {
            showPanel('connection');
          }}
        >
          <i aria-hidden="true" />
          <b>{feedWords(t, { feed, venueStatus })}</b>
        </button>
        <span className="foot-round-trip">
          {t('shell.roundTrip')} <b>{health.roundTripMicros > 0 ? `${roundTripMs} ms` : '–'}</b>
          <Sparkline values={health.roundTrips} />
        </span>
        <span>
          <b className="foot-rate">{grouped(String(Math.round(health.messagesPerSecond)))}</b>{' '}
          {t('shell.perSecond')}
        </span>
        <span>
          <Icon name="shield" /> {t('shell.booksVerified')}{' '}
          <b>
            {health.verifiedBooks}/{health.watchedBooks}
          </b>
        </span>
        <span>
          {t('shell.journal')}{' '}
          <b>{health.journalSeq > 0 ? grouped(String(health.journalSeq)) : '–'}</b>
        </span>
        <button
          type="button"
          className="foot-keys"
          onClick={() => {
            openOverlay('keys');
          }}
        >
          {t('shell.keys')} <kbd>?</kbd>
        </button>
        <ServerClock />
      </div>
    </footer>
  );
}

const CLOCK_EVERY_MS = 100;

function ServerClock() {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (text.current !== null) setCell(text.current, clockText(serverNowMicros(), zone));
    }, CLOCK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [zone]);
  return (
    <span className="foot-clock">
      {t('shell.server')} <b ref={text} />
    </span>
  );
}
