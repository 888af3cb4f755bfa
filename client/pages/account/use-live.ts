// Something read from the server, read again every two seconds while it may change by itself. It rests while
// the page is hidden. What was read stays when the server falls silent.

import { useCallback, useEffect, useState } from 'react';
import type { Answered } from '../../actions/funding.ts';
import type { AnswerState } from '../../ui/use-answer.ts';

const EVERY_MS = 2_000;

interface Kept<T> {
  readonly value?: T;
  /** Of the last try; undefined: it went well. */
  readonly code?: number;
}

export type Live<T> = AnswerState<T> & {
  /** What is there is older than the last try. */
  readonly isLost: boolean;
};

/** `read` must stay the same function from render to render. */
export function useLive<T>(
  read: () => Promise<Answered<T>>,
  mayChange: (value: T) => boolean,
): Live<T> {
  const [kept, setKept] = useState<Kept<T>>({});
  const reload = useCallback(async () => {
    const given = await read();
    setKept((before) => (given.ok ? { value: given.value } : { ...before, code: given.code }));
  }, [read]);
  useEffect(() => {
    void reload();
  }, [reload]);
  const { value, code } = kept;
  const isOpen = value !== undefined && mayChange(value);
  useEffect(() => {
    const look = () => {
      if (!document.hidden) void reload();
    };
    document.addEventListener('visibilitychange', look);
    // One more try two seconds after each answer: `kept` is new with every one.
    const timer = isOpen ? setTimeout(look, EVERY_MS) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(timer);
    };
  }, [isOpen, kept, reload]);
  const isLost = code !== undefined;
  if (value !== undefined) return { is: 'ready', value, reload, isLost };
  return code === undefined
    ? { is: 'loading', reload, isLost }
    : { is: 'failed', code, reload, isLost };
}
