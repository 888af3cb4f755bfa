// Says in the middle of the screen when the desk cannot be trusted; it lies above the panels and moves none.

import { useEffect, useState } from 'react';
import { reconnect } from '../actions/reconnect.ts';
import { useText } from '../i18n/use-text.ts';
import { useSession } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { feedMood, feedWords } from '../ui/feed-words.ts';

/** A connection that is made or healed within this time is no news. */
const PATIENCE_MS = 1_200;

export function ConnectionBanner() {
  const t = useText();
  const feed = useSession((state) => state.feed);
  const venueStatus = useSession((state) => state.venueStatus);
  const mood = feedMood({ feed, venueStatus });
  const patient = usePatience(mood !== 'good');
  return (
    <div className="banner-place" role="status" aria-live="assertive">
      {mood !== 'good' && patient && (
        <div className="banner" data-mood={mood}>
          <Icon name={mood === 'bad' ? 'warn' : 'help'} />
          <span>
            <b>{feedWords(t, { feed, venueStatus })}</b> {t(`shell.banner.${mood}`)}
          </span>
          {feed.is === 'reconnecting' && (
            <Button small onClick={() => reconnect()}>
              {t('shell.reconnect')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function usePatience(wanted: boolean): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => {
      setOver(true);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [wanted]);
  return over;
}
