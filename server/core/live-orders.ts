// Birth and end of orders: slots and generations, counts of open orders, the way to an order by id.

import { C } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, COLLECTED, CounterWord, ORDER_SHIFT } from './core-state.ts';
import { OrderSlot, OrderWord, type CoreState } from './core-state.ts';
import type { CollectedOrders } from './collected-orders.ts';
import type { Dedupe } from './dedupe.ts';
import type { EventLog } from './event-log.ts';
import type { Expiries } from './expiry.ts';
import type { Ledger } from './ledger.ts';
import { LADDER_SHIFT, W } from './book.ts';
import { TimeInForce } from '../../shared/domain/order.ts';

/** Bits 8-20 of word 0. */
export const ATTRIBUTE_MASK = 0x1fff00;
const LAST_GENERATION = 2 ** 30 - 1;

export interface LiveOrders {
  /** Takes a slot and writes the order of a place command; limit price and expiry from the cells. */
  create(words: Int32Array, slots: Float64Array, at: number): number;
  /** The order came to rest in the book: it counts as open from now on. */
  opened(slot: number): void;
  /** An open order ended: it counts no more and its slot is free. It is out of its queue already. */
  closed(slot: number): void;
  /** An order that never came to rest gives its slot back. */
  release(slot: number): void;
  /** Takes an open order out of its queue in the book, or of what an auction has collected. */
  leave(slot: number): void;
  /** Ends an open order: out of its queue, hold released, `done` written. The level is reported by
   * the caller. */
  end(slot: number, cause: number): void;
  /** The same, and reports the level that it stood in. */
  withdraw(slot: number, cause: number): void;
  /** Slot of the open order that a cancel or amend means, 0 when the account has none such. */
  named(words: Int32Array, slots: Float64Array, at: number): number;
}

export function createLiveOrders(
  state: CoreState,
  ledger: Ledger,
  log: EventLog,
  expiries: Expiries,
  dedupe: Dedupe,
  collected: CollectedOrders,
): LiveOrders {
  const { leaves: LEAVES, level: LEVEL, generation: GENERATION, account: ACCOUNT } = OrderWord;
  const { instrument: INSTRUMENT, attributes: ATTRIBUTES, total: TOTAL } = OrderWord;
  const { expire: EXPIRE, session: SESSION, heap: HEAP } = OrderWord;
  const { clientOrderId: CLIENT_ID, held: HELD } = OrderSlot;
  const { openOrders: OPEN } = AccountWord;
  const { live: LIVE, limitPrice: LIMIT_PRICE, expire: EXPIRE_CELL } = CounterWord;
  const [ORDER, ACC, LADDER, MASK] = [ORDER_SHIFT, ACCOUNT_SHIFT, LADDER_SHIFT, ATTRIBUTE_MASK];
  const [LAST, DAY, BASE] = [LAST_GENERATION, TimeInForce.day, W.base];
  const { account: C_ACCOUNT, instrument: C_INSTRUMENT, qty: C_QTY, session: C_SESSION } = C;
  const { clientOrderIdSlot: C_CLIENT_ID, orderIdSlot: C_ORDER_ID } = C;
  const { accounts, orderSlots, commissions, book, words: cells } = state;
  const { orders, ladders, takeSlot, freeSlot, unlink } = book;
  const { unhold } = ledger;
  const { add: addExpiry, remove: removeExpiry } = expiries;
  const { done, level: levelEvent } = log;
  const IN_LIST = COLLECTED;
  const { find } = dedupe;
  const slotLimit = state.capacity.orders;

  function create(words: Int32Array, slots: Float64Array, at: number): number {
    const slot = takeSlot();
    const order = slot << ORDER;
    const instrument = words[at + C_INSTRUMENT]!;
    orders[order + LEAVES] = words[at + C_QTY]!;
    orders[order + LEVEL] = ladders[(instrument << LADDER) + BASE]! + cells[LIMIT_PRICE]!;
    orders[order + GENERATION]!++;
    orders[order + ACCOUNT] = words[at + C_ACCOUNT]!;
    orders[order + INSTRUMENT] = instrument;
    orders[order + ATTRIBUTES] = words[at]! & MASK;
    orders[order + TOTAL] = words[at + C_QTY]!;
    orders[order + EXPIRE] = cells[EXPIRE_CELL]!;
    orders[order + SESSION] = words[at + C_SESSION]!;
    orders[order + HEAP] = 0;
    orderSlots[(order >> 1) + CLIENT_ID] = slots[(at >> 1) + C_CLIENT_ID]!;
    orderSlots[(order >> 1) + HELD] = 0;
    commissions[slot << 1] = 0;
    commissions[(slot << 1) + 1] = 0;
    return slot;
  }

  function opened(slot: number): void {
    const order = slot << ORDER;
    accounts[(orders[order + ACCOUNT]! << ACC) + OPEN]!++;
    cells[LIVE]!++;
    if (((orders[order + ATTRIBUTES]! >> 11) & 7) >= DAY) addExpiry(slot);
  }

  function closed(slot: number): void {
    const order = slot << ORDER;
    accounts[(orders[order + ACCOUNT]! << ACC) + OPEN]!--;
    cells[LIVE]!--;
    if (orders[order + HEAP] !== 0) removeExpiry(slot);
    release(slot);
  }

  function release(slot: number): void {
    if (orders[(slot << ORDER) + GENERATION]! < LAST) freeSlot(slot);
    else orders[(slot << ORDER) + LEAVES] = 0;
  }

  function leave(slot: number): void {
    const order = slot << ORDER;
    if ((orders[order + ATTRIBUTES]! & IN_LIST) === 0) unlink(orders[order + INSTRUMENT]!, slot);
    else collected.remove(slot);
  }

  function end(slot: number, cause: number): void {
    const order = slot << ORDER;
    const lots = orders[order + LEAVES]!;
    leave(slot);
    orders[order + LEAVES] = 0;
    unhold(slot);
    done(slot, cause, lots);
    closed(slot);
  }

  function withdraw(slot: number, cause: number): void {
    const order = slot << ORDER;
    const instrument = orders[order + INSTRUMENT]!;
    const attributes = orders[order + ATTRIBUTES]!;
    const level = orders[order + LEVEL]!;
    end(slot, cause);
    if ((attributes & IN_LIST) === 0) levelEvent(instrument, (attributes >> 8) & 1, level);
  }

  function named(words: Int32Array, slots: Float64Array, at: number): number {
    const account = words[at + C_ACCOUNT]!;
    let id = slots[(at >> 1) + C_ORDER_ID]!;
    if (id === 0) {
      const entry = find(words, slots, at);
      if (entry < 0) return 0;
      id = dedupe.orderIds[entry * dedupe.orderIdStride + dedupe.orderIdAt]!;
    }
    const slot = id & 0xfffff;
    const order = slot << ORDER;
    if (slot === 0 || slot >= slotLimit || orders[order + LEAVES] === 0) return 0;
    if (orders[order + GENERATION]! * 2 ** 20 + slot !== id) return 0;
    return orders[order + ACCOUNT] === account ? slot : 0;
  }

  return { create, opened, closed, release, leave, end, withdraw, named };
}
