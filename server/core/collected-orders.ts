// Orders that an auction has collected: a list for each instrument, in the order in which they came. They
// are open orders, but stand in no level of the book, which never crosses itself.

import { O } from './book.ts';
import { COLLECTED, INSTRUMENT_SHIFT, InstrumentWord, ORDER_SHIFT } from './core-state.ts';
import { OrderWord, type CoreState } from './core-state.ts';

export interface CollectedOrders {
  /** Puts an order that is in no queue at the end of its instrument's list. */
  add(slot: number): void;
  /** Takes it out of the list; its record keeps leaves and level. */
  remove(slot: number): void;
  /** Whether the order is in the list and not in the book. */
  has(slot: number): boolean;
  /** Slots in the list, the oldest first. */
  of(instrument: number): number[];
}

export function createCollectedOrders(state: CoreState): CollectedOrders {
  const { instruments } = state;
  const { orders } = state.book;
  const { collectedHead: HEAD, collectedTail: TAIL } = InstrumentWord;
  const { attributes: ATTRIBUTES, instrument: INSTRUMENT } = OrderWord;
  const at = (slot: number): number => slot << ORDER_SHIFT;
  const rowOf = (slot: number): number => orders[at(slot) + INSTRUMENT]! << INSTRUMENT_SHIFT;

  function add(slot: number): void {
    const row = rowOf(slot);
    const last = instruments[row + TAIL]!;
    orders[at(slot) + ATTRIBUTES]! |= COLLECTED;
    orders[at(slot) + O.next] = 0;
    orders[at(slot) + O.prev] = last;
    if (last === 0) instruments[row + HEAD] = slot;
    else orders[at(last) + O.next] = slot;
    instruments[row + TAIL] = slot;
  }

  function remove(slot: number): void {
    const row = rowOf(slot);
    const next = orders[at(slot) + O.next]!;
    const prev = orders[at(slot) + O.prev]!;
    orders[at(slot) + ATTRIBUTES]! &= ~COLLECTED;
    if (prev === 0) instruments[row + HEAD] = next;
    else orders[at(prev) + O.next] = next;
    if (next === 0) instruments[row + TAIL] = prev;
    else orders[at(next) + O.prev] = prev;
  }

  function of(instrument: number): number[] {
    const slots: number[] = [];
    let slot = instruments[(instrument << INSTRUMENT_SHIFT) + HEAD]!;
    for (; slot !== 0; slot = orders[at(slot) + O.next]!) slots.push(slot);
    return slots;
  }

  return { add, remove, of, has: (slot) => (orders[at(slot) + ATTRIBUTES]! & COLLECTED) !== 0 };
}
