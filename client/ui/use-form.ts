// A form that asks the server once at a time and keeps its refusal in words.

import { useState, type FormEvent } from 'react';
import { rejectWords } from '../i18n/outcome-words.ts';
import type { Translate } from '../i18n/text-table.ts';
import { useText } from '../i18n/use-text.ts';

/** What a server answered, as far as a form cares; code 0: it did not. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: number };

/** Why it was refused, in words; load the namespace `reject` before. */
export function refusalWords(t: Translate, code: number): string {
  return code === 0 ? t('ui.away') : rejectWords(t, code);
}

export interface FormState {
  readonly isBusy: boolean;
  /** True after a try that has not come through: only then are fields marked. */
  readonly wasTried: boolean;
  /** Empty: not refused. */
  readonly refusal: string;
  onSubmit(event: FormEvent): void;
}

/** `isReady`: nothing is known to be wrong. `send` undefined: the user thought better of it. */
export function useForm(isReady: boolean, send: () => Promise<Outcome | undefined>): FormState {
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const [wasTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState('');

  async function run(): Promise<void> {
    setBusy(true);
    setRefusal('');
    const answer = await send();
    setBusy(false);
    if (answer === undefined) return;
    if (answer.ok) setTried(false);
    else setRefusal(refusalWords(t, answer.code));
  }

  return {
    isBusy,
    // What is being sent has no faults; what was sent may be emptied before the answer is through.
    wasTried: wasTried && !isBusy,
    refusal,
    onSubmit(event) {
      event.preventDefault();
      setTried(true);
      if (isReady && !isBusy) void run();
    },
  };
}
