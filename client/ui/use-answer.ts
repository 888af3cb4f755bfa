// Something read from the server once, and again when asked.

import { useCallback, useEffect, useState } from 'react';

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: number };

export type AnswerState<T> = (
  | { readonly is: 'loading' }
  | { readonly is: 'failed'; readonly code: number }
  | { readonly is: 'ready'; readonly value: T }
) & { readonly reload: () => Promise<void> };

/** `read` must stay the same function from render to render. What was read stays while it is read again. */
export function useAnswer<T>(read: () => Promise<Read<T>>): AnswerState<T> {
  const [answer, setAnswer] = useState<Read<T> | undefined>();
  const reload = useCallback(async () => {
    setAnswer(await read());
  }, [read]);
  useEffect(() => {
    let isWanted = true;
    void read().then((given) => {
      if (isWanted) setAnswer(given);
    });
    return () => {
      isWanted = false;
    };
  }, [read]);
  if (answer === undefined) return { is: 'loading', reload };
  if (!answer.ok) return { is: 'failed', code: answer.code, reload };
  return { is: 'ready', value: answer.value, reload };
}
