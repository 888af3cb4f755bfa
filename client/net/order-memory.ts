// What this browser remembers of a user's orders over a reload: which ids were handed out, and the orders
// of which nobody has said yet what became of them.

import type { WorkerPlace } from './worker-protocol.ts';

export interface OrderMemory {
  /** No id below this may be used. */
  idFloor(): number;
  raiseFloor(to: number): void;
  inFlight(): readonly WorkerPlace[];
  /** Before it is sent. */
  remember(terms: WorkerPlace): void;
  /** What became of it is known, or the account knows it. */
  settle(clientOrderId: number): void;
}

/** Only what is needed of `localStorage`. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

export function createOrderMemory(user: string, store: TextStore): OrderMemory {
  const floorKey = `openbell.order-ids.${user}`;
  const flightPrefix = `openbell.in-flight.${user}`;
  const flying = new Map<number, WorkerPlace>();
  for (const terms of readFlights(store.getItem(flightPrefix))) {
    flying.set(terms.clientOrderId, terms);
  }

  function save(): void {
    if (flying.size === 0) store.removeItem(flightPrefix);
    else store.setItem(flightPrefix, JSON.stringify([...flying.values()]));
  }

  return {
    idFloor: () => Number(store.getItem(floorKey) ?? 0) || 0,
    raiseFloor(to) {
      if (to > (Number(store.getItem(floorKey) ?? 0) || 0)) store.setItem(floorKey, String(to));
    },
    inFlight: () => [...flying.values()],
    remember(terms) {
      flying.set(terms.clientOrderId, terms);
      save();
    },
    settle(clientOrderId) {
      if (flying.delete(clientOrderId)) save();
    },
  };
}

/** An edge: what was stored by another version, or by hand, is left out. */
function readFlights(text: string | null): readonly WorkerPlace[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored) ? stored.filter(isFlight) : [];
  } catch {
    return [];
  }
}

function isFlight(value: unknown): value is WorkerPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { clientOrderId, instrument, side, qty } = value as Partial<Record<string, unknown>>;
  return [clientOrderId, instrument, side, qty].every(Number.isSafeInteger);
}
