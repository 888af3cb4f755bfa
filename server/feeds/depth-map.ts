// A book kept the plain way: price to quantity, one map a side. What feeds are checked with and what
// the mirror is measured against.

import type { DepthLevel } from '../../shared/domain/quote.ts';
import { Side } from '../../shared/domain/order.ts';

export class DepthMap {
  private readonly sides: readonly [Map<number, number>, Map<number, number>] = [
    new Map(),
    new Map(),
  ];
  /** Best price of a side, 0 for an empty one; undefined: to be searched. */
  private readonly best: [number | undefined, number | undefined] = [0, 0];

  levels(side: Side): ReadonlyMap<number, number> {
    return this.sides[side];
  }

  lots(side: Side, ticks: number): number {
    return this.sides[side].get(ticks) ?? 0;
  }

  clear(): void {
    for (const side of [Side.buy, Side.sell]) {
      this.sides[side].clear();
      this.best[side] = 0;
    }
  }

  apply(side: Side, levels: readonly DepthLevel[]): void {
    for (const { ticks, lots } of levels) this.set(side, ticks, lots);
  }

  set(side: Side, ticks: number, lots: number): void {
    const best = this.best[side];
    if (lots === 0) {
      this.sides[side].delete(ticks);
      if (ticks === best) this.best[side] = undefined;
      return;
    }
    this.sides[side].set(ticks, lots);
    if (best === undefined) return;
    const isBetter = side === Side.buy ? ticks > best : ticks < best;
    if (best === 0 || isBetter) this.best[side] = ticks;
  }

  bestTicks(side: Side): number {
    return (this.best[side] ??= this.search(side));
  }

  isCrossed(): boolean {
    const bid = this.bestTicks(Side.buy);
    const ask = this.bestTicks(Side.sell);
    return bid > 0 && ask > 0 && bid >= ask;
  }

  private search(side: Side): number {
    let found = 0;
    for (const ticks of this.sides[side].keys()) {
      if (found === 0 || (side === Side.buy ? ticks > found : ticks < found)) found = ticks;
    }
    return found;
  }
}
