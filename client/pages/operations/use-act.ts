// One act at a time with the reason that stands above it, and what came of it in words.

import { useState } from 'react';
import type { Answered } from '../../actions/operations-desk.ts';
import type { TextKey } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import { refusalWords } from '../../ui/use-form.ts';

/** As the server takes it. */
const REASON_MIN = 3;

export interface Act {
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly isBusy: boolean;
  /** Empty: nothing was done yet. */
  readonly outcome: string;
  readonly isRefused: boolean;
  /** Refused here without a reason. */
  run<T>(ask: (reason: string) => Promise<Answered<T>>, done?: (value: T) => void): Promise<void>;
}

/** `done`: what is said when it was done. */
export function useAct(done: TextKey = 'operations.done'): Act {
  const t = useText();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState({ words: '', isRefused: false });
  return {
    ...{ reason, setReason, isBusy, outcome: result.words, isRefused: result.isRefused },
    async run(ask, then) {
      const why = reason.trim();
      if (why.length < REASON_MIN) {
        setResult({ words: t('operations.needsReason'), isRefused: true });
        return;
      }
      setBusy(true);
      const answer = await ask(why);
      setBusy(false);
      if (!answer.ok) {
        setResult({ words: refusalWords(t, answer.code), isRefused: true });
        return;
      }
      setResult({ words: t(done), isRefused: false });
      then?.(answer.value);
    },
  };
}
