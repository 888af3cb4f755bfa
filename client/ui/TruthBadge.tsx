// Says how far a panel's numbers can be trusted: shape first, word second, colour third. It asks its source
// twice a second and writes the text itself, so that an age that counts costs no rendering.

import { useEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { Translate } from '../i18n/text-table.ts';

export type Truth = 'loading' | 'live' | 'verified' | 'stale' | 'closed' | 'refused';

export interface TruthNow {
  readonly truth: Truth;
  /** Since the last update; Infinity or undefined: not shown. */
  readonly ageMs?: number;
}

const EVERY_MS = 500;

export function TruthBadge({ read }: { readonly read: () => TruthNow }) {
  const t = useText();
  const box = useRef<HTMLSpanElement>(null);
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown = '';
    const paint = () => {
      const now = read();
      const text = truthWords(t, now);
      if (text === shown || box.current === null || words.current === null) return;
      shown = text;
      box.current.dataset['truth'] = now.truth;
      words.current.textContent = text;
    };
    paint();
    const timer = setInterval(paint, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [read, t]);
  return (
    <span ref={box} className="truth" data-truth="loading">
      <i aria-hidden="true" />
      <span ref={words} />
    </span>
  );
}

export function truthWords(t: Translate, { truth, ageMs = Infinity }: TruthNow): string {
  const aged = Number.isFinite(ageMs);
  if (truth === 'live' && aged) return t('ui.liveAge', { age: ageWords(t, ageMs) });
  if (truth === 'stale' && aged) return t('ui.staleAge', { age: ageWords(t, ageMs) });
  return t(`ui.${truth}`);
}

export function ageWords(t: Translate, ms: number): string {
  if (ms < 10_000) return t('ui.seconds', { n: (ms / 1000).toFixed(1) });
  if (ms < 60_000) return t('ui.seconds', { n: Math.round(ms / 1000) });
  return t('ui.minutes', { n: Math.round(ms / 60_000) });
}
