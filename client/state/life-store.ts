// The order whose life story is shown: a blotter chooses it, the life panel shows it, the shell opens the
// panel; and when the first ack of an order was on the screen.

import { create } from 'zustand';
import { ordersStore } from './orders-store.ts';

export interface ChosenOrder {
  readonly clientOrderId: number;
  /** Raised with every choice: the same order chosen twice opens its story twice. */
  readonly number: number;
}

export interface LifeState {
  readonly chosen: ChosenOrder | undefined;
  /** By client order id, µs since 1970 on this computer's clock. */
  readonly painted: ReadonlyMap<number, number>;
}

export const lifeStore = create<LifeState>(() => ({ chosen: undefined, painted: new Map() }));

export const useLife = lifeStore;

export function showLife(clientOrderId: number): void {
  const number = (lifeStore.getState().chosen?.number ?? 0) + 1;
  lifeStore.setState({ chosen: { clientOrderId, number } });
}

const PAINTS_KEPT = 1_000;

/** Notes when the first ack of an order has been painted, while a panel that shows it is open. */
export function watchPaints(): () => void {
  return ordersStore.subscribe(({ rows }, before) => {
    const { painted } = lifeStore.getState();
    const fresh: number[] = [];
    for (const [id, row] of rows) {
      const isNews = row.heardMicros > 0 && before.rows.get(id)?.heardMicros === 0;
      if (isNews && !painted.has(id)) fresh.push(id);
    }
    if (fresh.length > 0) afterPaint((micros) => notePaints(fresh, micros));
  });
}

/** The next frame draws what React has changed; the task after it runs when it is drawn. */
function afterPaint(run: (micros: number) => void): void {
  requestAnimationFrame(() => {
    setTimeout(() => {
      run(Math.round((performance.timeOrigin + performance.now()) * 1000));
    });
  });
}

function notePaints(ids: readonly number[], micros: number): void {
  const kept = [...lifeStore.getState().painted].slice(-PAINTS_KEPT);
  const painted = new Map(kept);
  for (const id of ids) if (!painted.has(id)) painted.set(id, micros);
  lifeStore.setState({ painted });
}
