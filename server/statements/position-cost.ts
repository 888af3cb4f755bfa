// Positions at a moment, folded from the fills and busts before it by the rule of server/core/ledger.ts: average
// cost without fees; what is closed takes its part of the cost out, rounded down.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { notionalMinor } from '../../shared/domain/order-cost.ts';
import { Side } from '../../shared/domain/order.ts';
import type { CorrectionTable, FillTable } from '../readmodel/tables.ts';

export interface HeldPosition {
  readonly instrument: number;
  readonly lots: number;
  /** Minor units of the quote asset; below zero for a short position. */
  readonly costMinor: number;
}

/** Open positions by instrument. */
export async function foldPositions(
  pages: AsyncIterable<readonly FillTable[]>,
  corrections: readonly CorrectionTable[],
  instruments: readonly Instrument[],
): Promise<HeldPosition[]> {
  const known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const held = new Map<number, HeldPosition>();
  let corrected = 0;
  const correctBefore = (commandSeq: number): void => {
    for (; (corrections[corrected]?.command_seq ?? Infinity) < commandSeq; corrected++) {
      const { instrument, lots, cost_minor: costMinor } = corrections[corrected]!;
      held.set(instrument, { instrument, lots, costMinor });
    }
  };
  for await (const fills of pages) {
    for (const fill of fills) {
      correctBefore(fill.command_seq);
      const { instrument, price_ticks, qty_lots, side } = fill;
      const before = held.get(instrument) ?? { instrument, lots: 0, costMinor: 0 };
      const notional = notionalMinor(price_ticks, qty_lots, known.get(instrument)!.tickValueMinor);
      held.set(instrument, addFill(before, side === Side.buy ? qty_lots : -qty_lots, notional));
    }
  }
  correctBefore(Infinity);
  return [...held.values()]
    .filter(({ lots }) => lots !== 0)
    .sort((a, b) => a.instrument - b.instrument);
}

/** `signed` lots come to the position for `notional` minor units in all. */
export function addFill(position: HeldPosition, signed: number, notional: number): HeldPosition {
  const { instrument, lots, costMinor } = position;
  const grows = signed > 0 ? lots >= 0 : lots <= 0;
  if (grows) {
    const more = signed > 0 ? notional : -notional;
    return { instrument, lots: lots + signed, costMinor: costMinor + more };
  }
  const size = Math.abs(lots);
  const qty = Math.abs(signed);
  const closed = Math.min(qty, size);
  const unit = notional / qty;
  const part = Math.floor(Math.abs(costMinor) * (closed / size));
  const off = closed === size ? costMinor : costMinor < 0 ? -part : part;
  const turned = (qty - closed) * unit * Math.sign(signed);
  return { instrument, lots: lots + signed, costMinor: costMinor - off + turned };
}
