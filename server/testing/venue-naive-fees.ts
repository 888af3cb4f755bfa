// Fees of the naive venue: the definition anew, then the hold of every open buy order, the best first.

import { instrumentRecord } from '../core/definitions.ts';
import { E, EventKind, INDEX_SHIFT, Posting } from '../core/events.ts';
import { DoneCause, Phase, Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { emitBalance, emitLevel, type NaiveJournal } from './venue-naive-events.ts';
import { endOrder } from './venue-naive-matching.ts';
import { canHold, holdOf, moveToHeld } from './venue-naive-money.ts';
import { queueOf } from './venue-naive-state.ts';

const WHOLE_PPM = 1_000_000;

export function setFeesNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { instrument: id, price: makerFeePpm, qty: takerFeePpm } = command;
  const isFee = (ppm: number): boolean => ppm >= 0 && ppm <= WHOLE_PPM;
  if (!isFee(makerFeePpm) || !isFee(takerFeePpm)) return REJECTS.badField.code;
  const old = state.instruments[id]!;
  const fresh = { ...old, makerFeePpm, takerFeePpm, version: old.version + 1 };
  const phase = state.venueHalted ? Phase.halted : old.phase;
  const record = instrumentRecord({ ...fresh, phase });
  record[E.kind] = EventKind.instrument | (command.index << INDEX_SHIFT);
  journal.out.push(record);

  const holds = queueOf(state, id, Side.buy).map((order) => ({
    order,
    before: holdOf(old, Side.buy, order.price, order.leaves),
    after: holdOf(fresh, Side.buy, order.price, order.leaves),
  }));
  const dearest = (of: typeof old): number => Math.max(of.makerFeePpm, of.takerFeePpm);
  const ended = new Set<number>();
  const held = new Set<number>();
  const isSame = dearest(old) === dearest(fresh);
  for (const [k, { order, before, after }] of (isSame ? [] : holds).entries()) {
    const { account, price } = order;
    if (canHold(state, account, old.quoteAsset, after - before)) {
      moveToHeld(state, account, old.quoteAsset, after - before);
      held.add(account);
    } else {
      // It ends with the hold that it has, and that is the old one.
      endOrder(journal, order, DoneCause.operator, order.leaves);
      ended.add(price);
    }
    const isLast = holds[k + 1]?.order.price !== price;
    if (isLast && ended.has(price)) emitLevel(journal, id, Side.buy, price);
  }
  state.instruments[id] = fresh;
  for (const account of held) emitBalance(journal, old.quoteAsset, 0, account, 0, Posting.hold, 0);
  return 0;
}
