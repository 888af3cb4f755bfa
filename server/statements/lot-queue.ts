// Open lots of one instrument, and which of them goes next: by age from either end, or by price from a heap.
// Closing a lot costs no more than the logarithm of their number, so a long history is folded in its length.

export const LOT_METHODS = ['fifo', 'lifo', 'hifo'] as const;
/** First in, first out · last in, first out · dearest first, of short lots the one that brought least. */
export type LotMethod = (typeof LOT_METHODS)[number];

/** What is left of a lot; it changes as parts of it close. */
export interface QueuedLot {
  readonly tradeId: number;
  readonly openedMicros: number;
  readonly openedDay: string;
  /** It was not bought here: what it cost is not known, and counts as nothing. */
  readonly isTransferred: boolean;
  lots: number;
  /** Quote minor units with fees: what it cost; of a short lot, what it brought. */
  valueMinor: number;
}

interface Place {
  readonly lot: QueuedLot;
  /** As it was opened: its price by unit stays. */
  readonly lots: bigint;
  readonly value: bigint;
  readonly age: number;
}

export class LotQueue {
  private readonly method: LotMethod;
  /** Oldest first; lots that are gone are left behind until an end of the queue comes to them. */
  private queue: QueuedLot[] = [];
  private first = 0;
  private heap: Place[] = [];
  private age = 0;
  isShort = false;
  /** Of all of them together. */
  lots = 0;

  constructor(method: LotMethod) {
    this.method = method;
  }

  push(lot: QueuedLot): void {
    this.queue.push(lot);
    this.lots += lot.lots;
    if (this.method !== 'hifo') return;
    const place = { lot, lots: BigInt(lot.lots), value: BigInt(lot.valueMinor), age: this.age++ };
    this.rise(this.heap.push(place) - 1, place);
  }

  /** There is one: `lots` is above 0. */
  next(method: LotMethod = this.method): QueuedLot {
    if (method === 'hifo') return this.dearest();
    if (method === 'lifo') {
      while (this.queue.at(-1)!.lots === 0) this.queue.pop();
      return this.queue.at(-1)!;
    }
    while (this.queue[this.first]!.lots === 0) this.first += 1;
    return this.queue[this.first]!;
  }

  /** A part of a lot closes. */
  take(lot: QueuedLot, lots: number, valueMinor: number): void {
    lot.lots -= lots;
    lot.valueMinor -= valueMinor;
    this.lots -= lots;
    if (this.lots > 0) return;
    [this.queue, this.heap, this.first] = [[], [], 0];
  }

  open(): readonly QueuedLot[] {
    return this.queue.filter((lot) => lot.lots > 0);
  }

  private dearest(): QueuedLot {
    while (this.heap[0]!.lot.lots === 0) {
      const last = this.heap.pop()!;
      if (this.heap.length > 0) this.sink(last);
    }
    return this.heap[0]!.lot;
  }

  /** By unit; as products, since a quotient is not exact. Among equals the older one. */
  private goesBefore(one: Place, other: Place): boolean {
    const [a, b] = [one.value * other.lots, other.value * one.lots];
    if (a === b) return one.age < other.age;
    return this.isShort ? a < b : a > b;
  }

  private rise(from: number, place: Place): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.goesBefore(place, this.heap[above]!)) break;
      this.heap[at] = this.heap[above]!;
      at = above;
    }
    this.heap[at] = place;
  }

  /** `place` comes to the top, and from there to where it belongs. */
  private sink(place: Place): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.heap.length) break;
      const [left, right] = [this.heap[below]!, this.heap[below + 1]];
      if (right !== undefined && this.goesBefore(right, left)) below += 1;
      if (!this.goesBefore(this.heap[below]!, place)) break;
      this.heap[at] = this.heap[below]!;
      at = below;
    }
    this.heap[at] = place;
  }
}
