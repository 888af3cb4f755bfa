// Fees of the naive venue: the definition anew, then the hold of every open buy order, the best first.

import { instrumentRecord } from '../core/definitions.ts';
import { E, EventKind, INDEX_SHIFT, Posting } from '../core/events.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { DoneCause, Phase, Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { emitBalance, emitDiscount, emitLevel, type NaiveJournal } from './venue-naive-events.ts';
import { endOrder } from './venue-naive-matching.ts';
import { canHold, holdOf, moveToHeld } from './venue-naive-money.ts';
import { accountOf, queueOf } from './venue-naive-state.ts';

const WHOLE_PPM = 1_000_000;

/** Rates and duties of at most the whole notional, the seller's together too. */
function isSound(of: Instrument): boolean {
  const { makerFeePpm, takerFeePpm, buyDutyPpm = 0, sellDutyPpm = 0, minFeeMinor = 0 } = of;
  const parts = [makerFeePpm, takerFeePpm, buyDutyPpm, sellDutyPpm];
  const isPart = (ppm: number): boolean => Number.isInteger(ppm) && ppm >= 0 && ppm <= WHOLE_PPM;
  return (
    parts.every(isPart) &&
    Math.max(makerFeePpm, takerFeePpm) + sellDutyPpm <= WHOLE_PPM &&
    Number.isInteger(minFeeMinor) &&
    minFeeMinor >= 0 &&
    minFeeMinor < 2 ** 31
  );
}

export function setFeesNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { instrument: id, price: makerFeePpm, qty: takerFeePpm } = command;
  const { seconds, clientOrderId, orderId } = command;
  const extras =
    command.session === 1
      ? { buyDutyPpm: seconds, sellDutyPpm: clientOrderId, minFeeMinor: orderId }
      : {};
  const old = state.instruments[id]!;
  const fresh = { ...old, makerFeePpm, takerFeePpm, ...extras, version: old.version + 1 };
  if (!isSound(fresh)) return REJECTS.badField.code;
  const phase = state.venueHalted ? Phase.halted : old.phase;
  const record = instrumentRecord({ ...fresh, phase });
  record[E.kind] = EventKind.instrument | (command.index << INDEX_SHIFT);
  journal.out.push(record);

  const waiting = state.collected[id]!.filter(({ side }) => side === Side.buy);
  const inBook = queueOf(state, id, Side.buy).length;
  const holds = [...queueOf(state, id, Side.buy), ...waiting].map((order) => ({
    order,
    before: holdOf(old, Side.buy, order.price, order.leaves, order.commission),
    after: holdOf(fresh, Side.buy, order.price, order.leaves, order.commission),
  }));
  const heldFor = ({
    makerFeePpm: m,
    takerFeePpm: k,
    buyDutyPpm = 0,
    minFeeMinor = 0,
  }: typeof old) => `${Math.max(m, k)} ${buyDutyPpm} ${minFeeMinor}`;
  const ended = new Set<number>();
  const held = new Set<number>();
  const isSame = heldFor(old) === heldFor(fresh);
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
    if (k >= inBook) continue;
    const isLast = k + 1 === inBook || holds[k + 1]!.order.price !== price;
    if (isLast && ended.has(price)) emitLevel(journal, id, Side.buy, price);
  }
  state.instruments[id] = fresh;
  for (const account of held) emitBalance(journal, old.quoteAsset, 0, account, 0, Posting.hold, 0);
  return 0;
}

export function setDiscountNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, price: maker, qty: taker } = command;
  if ([maker, taker].some((ppm) => ppm < 0 || ppm > WHOLE_PPM)) return REJECTS.badField.code;
  accountOf(state, account).discounts = { maker, taker };
  emitDiscount(journal, account, maker, taker);
  return 0;
}
