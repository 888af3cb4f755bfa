// Says how far a panel's numbers can be trusted, and what its instrument does unless it simply trades: shape first, word second, colour third. It asks its source
// twice a second and writes the text itself, so that an age that counts costs no rendering.

import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { Translate } from '../i18n/text-table.ts';
import { SourceState, type MarketSource } from '../../shared/domain/market-source.ts';
import { statusOf } from '../state/instruments-store.ts';
import { serverNowMicros, sourceOf } from '../state/session-store.ts';
import { sourceWords } from './feed-words.ts';
import { phaseWord } from './phase-words.ts';

export type Truth = 'loading' | 'live' | 'verified' | 'stale' | 'closed' | 'refused';

export interface TruthNow {
  readonly truth: Truth;
  /** Since the last update; Infinity or undefined: not shown. */
  readonly ageMs?: number;
}

const EVERY_MS = 500;

export interface TruthBadgeProps {
  readonly read: () => TruthNow;
  /** Whose source it names; left out: none. */
  readonly instrument?: number;
}

export function TruthBadge({ read, instrument = -1 }: TruthBadgeProps) {
  const t = useText();
  const box = useRef<HTMLSpanElement>(null);
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown = '';
    const paint = () => {
      const now = read();
      const source = sourceOf(instrument);
      const isSilent = source !== undefined && source.state !== SourceState.live;
      const status = statusOf(instrument);
      const phase = status && phaseWord(t, status, serverNowMicros() / 1e6);
      const truth = truthWords(t, now, source);
      const text = phase === undefined ? truth : `${phase} · ${truth}`;
      const title = source === undefined ? '' : sourceWords(t, source);
      const all = `${text} ${title}`;
      if (all === shown || box.current === null || words.current === null) return;
      shown = all;
      box.current.dataset['truth'] = isSilent && now.truth !== 'loading' ? 'stale' : now.truth;
      box.current.dataset['mood'] = phase === undefined ? 'good' : 'doubt';
      box.current.title = title;
      words.current.textContent = text;
    };
    paint();
    const timer = setInterval(paint, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [read, t, instrument]);
  return (
    <span ref={box} className="truth" data-truth="loading">
      <i aria-hidden="true" />
      <span ref={words} />
    </span>
  );
}

/** A source that says nothing is named before the age of what it said last. */
export function truthWords(
  t: Translate,
  { truth, ageMs = Infinity }: TruthNow,
  source?: MarketSource,
): string {
  const aged = Number.isFinite(ageMs);
  const isTold = truth === 'live' || truth === 'verified' || truth === 'stale';
  if (isTold && source?.state === SourceState.ended) return t('ui.sourceEnded');
  if (isTold && source?.state === SourceState.silent) {
    return aged ? t('ui.sourceSilentAge', { age: ageWords(t, ageMs) }) : t('ui.sourceSilent');
  }
  if (truth === 'live' && aged) return t('ui.liveAge', { age: ageWords(t, ageMs) });
  if (truth === 'stale' && aged) return t('ui.staleAge', { age: ageWords(t, ageMs) });
  return t(`ui.${truth}`);
}

export function ageWords(t: Translate, ms: number): string {
  if (ms < 10_000) return t('ui.seconds', { n: (ms / 1000).toFixed(1) });
  if (ms < 60_000) return t('ui.seconds', { n: Math.round(ms / 1000) });
  return t('ui.minutes', { n: Math.round(ms / 60_000) });
}
