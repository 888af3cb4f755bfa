// The account's realised results: read when the panel opens, when the zone changes and after fills.

import { useCallback, useEffect, useRef, useState } from 'react';
import { loadResults, type CurrencyResult } from '../../actions/load-history.ts';
import { useAccount } from '../../state/account-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { zoneName } from '../../ui/zoned-time.ts';

export interface Results {
  /** IANA name of the zone whose days they are. */
  readonly zone: string;
  /** Undefined: not read yet. */
  readonly currencies: readonly CurrencyResult[] | undefined;
  /** The last try failed: what is shown may be old. */
  readonly failed: boolean;
  readonly read: () => Promise<void>;
}

/** Rows of a fill are there within a tenth of a second; fills in a burst are read together. */
const SETTLE_MS = 1_000;

export function useResults(): Results {
  const zone = usePrefs((state) => zoneName(state.zone));
  const positions = useAccount((state) => state.positions);
  const [told, setTold] = useState<{ zone: string; currencies: readonly CurrencyResult[] }>();
  const [failed, setFailed] = useState(false);
  const asked = useRef(0);
  const read = useCallback(async () => {
    const mine = ++asked.current;
    const currencies = await loadResults(zone);
    // A later question is under way, or the panel is gone.
    if (mine !== asked.current) return;
    setFailed(currencies === undefined);
    if (currencies !== undefined) setTold({ zone, currencies });
  }, [zone]);
  useEffect(() => {
    const counter = asked;
    void read();
    return () => {
      counter.current++;
    };
  }, [read]);
  // Every fill changes a position.
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    const timer = setTimeout(() => void read(), SETTLE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [positions, read]);
  return { zone, currencies: told?.zone === zone ? told.currencies : undefined, failed, read };
}
