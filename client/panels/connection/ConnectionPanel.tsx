// The link to the venue in figures: what the footer says in short.

import { useEffect, useRef } from 'react';
import { reconnect } from '../../actions/reconnect.ts';
import { useText } from '../../i18n/use-text.ts';
import type { TextKey } from '../../i18n/text-table.ts';
import { useDesk } from '../../state/desk-context.ts';
import { sessionStore, useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { sourceWords } from '../../ui/feed-words.ts';
import { grouped } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { LinkChanges } from './LinkChanges.tsx';
import './connection.css';
import { TruthBadge, type TruthNow } from '../../ui/TruthBadge.tsx';

function readTruth(): TruthNow {
  const { feed, caughtUp } = sessionStore.getState();
  if (feed.is === 'live') return { truth: caughtUp ? 'verified' : 'loading' };
  return { truth: feed.is === 'connecting' || feed.is === 'idle' ? 'loading' : 'stale' };
}

export default function ConnectionPanel() {
  const t = useText();
  const { health, account, caughtUp, sources } = useSession();
  const whole = (value: number) => grouped(String(Math.round(value)));
  const ms = (micros: number) => (micros / 1000).toFixed(1);
  const rows: readonly (readonly [TextKey, string])[] = [
    ['connection.rate', t('connection.perSecond', { n: whole(health.messagesPerSecond) })],
    ['connection.updates', t('connection.perSecond', { n: whole(health.updatesPerSecond) })],
    ['connection.books', `${String(health.verifiedBooks)} / ${String(health.watchedBooks)}`],
    ['connection.healing', whole(health.healingTopics)],
    ['connection.lost', whole(health.lostUpdates)],
    ['connection.privateSeq', whole(health.privateSeq)],
    ['connection.journal', whole(health.journalSeq)],
    [
      'connection.offset',
      t('connection.offsetOf', {
        ms: ms(health.offsetMicros).replace('-', '−'),
        error: ms(health.offsetErrorMicros),
      }),
    ],
    ['connection.windows', whole(health.windows)],
    [
      'connection.account',
      account < 0
        ? t('connection.noAccount')
        : `${String(account)}, ${t(caughtUp ? 'connection.caughtUp' : 'connection.catchingUp')}`,
    ],
  ];
  const again = (
    <Button small onClick={() => reconnect()}>
      {t('connection.again')}
    </Button>
  );
  return (
    <Panel badge={<TruthBadge read={readTruth} />} tools={again}>
      <div
        className="connection"
        role="group"
        tabIndex={0}
        aria-label={t('shell.panel.connection')}
      >
        <dl className="figures">
          <dt>{t('connection.roundTrip')}</dt>
          <dd>
            <Sparkline values={health.roundTrips} />{' '}
            {health.roundTripMicros > 0
              ? t('connection.ms', { n: ms(health.roundTripMicros) })
              : '–'}
          </dd>
          {sources.map((source, k) => (
            <FigureRow key={k} label={t('connection.source')} value={sourceWords(t, source)} />
          ))}
          {rows.map(([key, value]) => (
            <FigureRow key={key} label={t(key)} value={value} />
          ))}
          <dt>{t('connection.frame')}</dt>
          <dd>
            <FrameTime />
          </dd>
        </dl>
        <LinkChanges />
      </div>
    </Panel>
  );
}

function FigureRow({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

const FRAME_EVERY_MS = 500;

function FrameTime() {
  const t = useText();
  const { tables } = useDesk();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const n = tables.frames.lastFrameMs.toFixed(1);
      if (text.current !== null) text.current.textContent = t('connection.ms', { n });
    }, FRAME_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [t, tables]);
  return <span ref={text}>–</span>;
}
