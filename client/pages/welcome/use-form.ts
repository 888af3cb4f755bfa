// A form that asks the server once at a time and keeps its refusal in words.

import { useState, type FormEvent } from 'react';
import type { Answered } from '../../actions/identity.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import { useText } from '../../i18n/use-text.ts';

export interface FormState {
  readonly isBusy: boolean;
  /** True after the first try: only then are fields marked. */
  readonly wasTried: boolean;
  /** Empty: not refused. */
  readonly refusal: string;
  onSubmit(event: FormEvent): void;
}

/** `isReady`: nothing is known to be wrong. `send` undefined: the user thought better of it. */
export function useForm(
  isReady: boolean,
  send: () => Promise<Answered<unknown> | undefined>,
): FormState {
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const [wasTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState('');

  async function run(): Promise<void> {
    setBusy(true);
    setRefusal('');
    const answer = await send();
    setBusy(false);
    if (answer === undefined || answer.ok) return;
    setRefusal(answer.code === 0 ? t('welcome.away') : rejectWords(t, answer.code));
  }

  return {
    isBusy,
    wasTried,
    refusal,
    onSubmit(event) {
      event.preventDefault();
      setTried(true);
      if (isReady && !isBusy) void run();
    },
  };
}
