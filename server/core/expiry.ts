// Orders that end by themselves: a heap of slots in order of (expiry, order id).

import { ORDER_SHIFT, OrderWord, type CoreState } from './core-state.ts';

export interface Expiries {
  add(slot: number): void;
  remove(slot: number): void;
  /** Slot of the order that is due next; 0 when there is none. */
  first(): number;
  clear(): void;
}

/** Each order knows its place in the heap, so that one that ends early leaves it at once and the heap
 * never holds more than the live orders. */
export function createExpiries(state: CoreState): Expiries {
  const { expire: EXPIRE, generation: GENERATION, heap: HEAP } = OrderWord;
  const ORDER = ORDER_SHIFT;
  const { orders } = state.book;
  const heap = new Int32Array(state.capacity.orders + 1);
  const size = new Int32Array(1);

  /** Order ids compare by generation, then by slot. */
  function before(a: number, b: number): boolean {
    const orderA = a << ORDER;
    const orderB = b << ORDER;
    const expiry = orders[orderA + EXPIRE]! - orders[orderB + EXPIRE]!;
    if (expiry !== 0) return expiry < 0;
    const generation = orders[orderA + GENERATION]! - orders[orderB + GENERATION]!;
    return generation === 0 ? a < b : generation < 0;
  }

  function put(place: number, slot: number): void {
    heap[place] = slot;
    orders[(slot << ORDER) + HEAP] = place;
  }

  function rise(from: number, slot: number): void {
    let place = from;
    while (place > 1 && before(slot, heap[place >> 1]!)) {
      put(place, heap[place >> 1]!);
      place >>= 1;
    }
    put(place, slot);
  }

  function sink(from: number, slot: number): void {
    const last = size[0]!;
    let place = from;
    for (;;) {
      let child = place << 1;
      if (child > last) break;
      if (child < last && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, slot)) break;
      put(place, heap[child]!);
      place = child;
    }
    put(place, slot);
  }

  function add(slot: number): void {
    size[0]!++;
    rise(size[0]!, slot);
  }

  function remove(slot: number): void {
    const place = orders[(slot << ORDER) + HEAP]!;
    orders[(slot << ORDER) + HEAP] = 0;
    const moved = heap[size[0]!]!;
    size[0]!--;
    if (moved === slot) return;
    if (place > 1 && before(moved, heap[place >> 1]!)) rise(place, moved);
    else sink(place, moved);
  }

  return {
    add,
    remove,
    first: () => (size[0] === 0 ? 0 : heap[1]!),
    clear: () => {
      size[0] = 0;
    },
  };
}
