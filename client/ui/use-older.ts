// Older pages of a history, asked for one by one: where the next begins, and how the last one went.

import { useEffect, useState } from 'react';

/** more: there may be older rows · all: there are none. */
export type OlderState = 'more' | 'loading' | 'failed' | 'all';

export interface Older {
  readonly state: OlderState;
  readonly load: () => Promise<void>;
}

/** `read` takes a page in and says where the next begins; empty: there is none; undefined: it failed. */
export function useOlder(read: (before: string) => Promise<string | undefined>): Older {
  const [next, setNext] = useState('');
  const [state, setState] = useState<OlderState>('more');
  return {
    state,
    async load() {
      setState('loading');
      const following = await read(next);
      if (following !== undefined) setNext(following);
      setState(following === undefined ? 'failed' : following === '' ? 'all' : 'more');
    },
  };
}

/** The same, with the first page read at once. */
export function useOlderAtOnce(read: (before: string) => Promise<string | undefined>): Older {
  const older = useOlder(read);
  const { load } = older;
  const [wasAsked, setAsked] = useState(false);
  useEffect(() => {
    if (wasAsked) return;
    setAsked(true);
    void load();
  }, [wasAsked, load]);
  return older;
}
