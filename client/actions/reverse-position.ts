// One user intent: turn a position into its opposite at the market.

import { Side } from '../../shared/domain/order.ts';
import { accountStore } from '../state/account-store.ts';
import type { Placed } from '../state/desk-context.ts';
import { placeOrder } from './place-order.ts';

export function reversePosition(instrument: number): Placed {
  const lots = accountStore.getState().positions.get(instrument)?.lots ?? 0;
  if (lots === 0) return { ok: false, why: 'noPosition' };
  const side = lots > 0 ? Side.sell : Side.buy;
  return placeOrder({ instrument, side, qty: Math.abs(lots) * 2 });
}
