// Events of the naive venue, written field by field from the table in core/events.ts.

import { RECORD_WORDS, VENUE_ACCOUNTS } from '../core/commands.ts';
import { E, EVENT_BYTES, EventKind, INDEX_SHIFT, SELL_BIT, TAKER_BIT } from '../core/events.ts';
import { Phase, Side } from '../../shared/domain/order.ts';
import type { NaiveCommand } from './venue-naive-command.ts';
import { heldAsset } from './venue-naive-money.ts';
import { balanceOf, positionOf, queueOf } from './venue-naive-state.ts';
import type { NaiveOrder, NaiveOwed, NaiveState } from './venue-naive-state.ts';

/** Words and slots by number. */
type Fields = Readonly<Record<number, number>>;

export interface NaiveJournal {
  readonly state: NaiveState;
  readonly command: NaiveCommand;
  readonly out: Int32Array[];
}

function emit(journal: NaiveJournal, kind: number, bits: number, words: Fields, slots: Fields) {
  const floats = new Float64Array(EVENT_BYTES / 8);
  const record = new Int32Array(floats.buffer);
  for (const [slot, value] of Object.entries(slots)) floats[Number(slot)] = value + 0;
  for (const [word, value] of Object.entries(words)) record[Number(word)] = value;
  record[E.kind] = kind | (journal.command.index << INDEX_SHIFT) | bits;
  journal.out.push(record);
}

/** The account's private number of this command; raised when the command first touches it. */
function privateSeq({ state, command }: NaiveJournal, accountId: number): number {
  const account = state.accounts.get(accountId);
  if (account === undefined || VENUE_ACCOUNTS.some((id) => id === accountId)) return 0;
  if (!command.touched.has(accountId)) {
    command.touched.add(accountId);
    account.privateSeq += 1;
  }
  return account.privateSeq;
}

function sellBit(order: NaiveOrder): number {
  return order.side === Side.sell ? SELL_BIT : 0;
}

/** Available and held of the asset that the order's side holds. */
function ownFunds({ state }: NaiveJournal, order: NaiveOrder): Fields {
  const asset = heldAsset(state.instruments[order.instrument]!, order.side);
  const { available, held } = balanceOf(state, order.account, asset);
  return { [E.availableSlot]: available, [E.heldSlot]: held };
}

function ids(order: NaiveOrder): Fields {
  return { [E.orderIdSlot]: order.id, [E.clientOrderIdSlot]: order.clientOrderId };
}

export function emitAccepted(journal: NaiveJournal, order: NaiveOrder): void {
  const words = {
    1: order.account,
    2: order.instrument,
    3: order.price,
    4: order.qty,
    5: order.attributes,
    10: privateSeq(journal, order.account),
    11: order.expire,
  };
  emit(journal, EventKind.accepted, 0, words, { ...ids(order), ...ownFunds(journal, order) });
}

export function emitRejected(journal: NaiveJournal, code: number): void {
  const { command } = journal;
  const words = {
    1: command.account,
    2: command.instrument,
    3: code,
    4: command.kind,
    5: command.requestId,
    10: privateSeq(journal, command.account),
    11: command.session,
    12: command.price,
    13: command.qty,
    14: command.attributes,
  };
  emit(journal, EventKind.rejected, 0, words, { 3: command.orderId, 4: command.clientOrderId });
}

export function emitReplayed(journal: NaiveJournal, code: number, orderId: number): void {
  const { command } = journal;
  const words = {
    1: command.account,
    2: command.instrument,
    3: code,
    5: command.requestId,
    11: command.session,
  };
  emit(journal, EventKind.replayed, 0, words, { 3: orderId, 4: command.clientOrderId });
}

/** One side of a fill, and what it left the account with. */
export function emitFill(
  journal: NaiveJournal,
  order: NaiveOrder,
  fill: { price: number; lots: number; tradeId: number; fee: number; isTaker: boolean },
): void {
  const { state } = journal;
  const words = {
    1: order.account,
    2: order.instrument,
    3: fill.price,
    4: fill.lots,
    5: order.leaves,
    10: privateSeq(journal, order.account),
    11: order.filled,
  };
  const bits = sellBit(order) | (fill.isTaker ? TAKER_BIT : 0);
  const slots = { 3: order.id, 4: fill.tradeId, 6: fill.fee, 7: order.clientOrderId };
  emit(journal, EventKind.fill, bits, words, slots);

  const { baseAsset, quoteAsset } = state.instruments[order.instrument]!;
  const base = balanceOf(state, order.account, baseAsset);
  const quote = balanceOf(state, order.account, quoteAsset);
  const position = positionOf(state, order.account, order.instrument);
  emit(
    journal,
    EventKind.settled,
    0,
    { 1: order.account },
    {
      1: base.available,
      2: base.held,
      3: quote.available,
      4: quote.held,
      5: position.cost,
      6: position.realised,
      7: position.lots,
    },
  );
}

export function emitDone(
  journal: NaiveJournal,
  order: NaiveOrder,
  cause: number,
  cancelledLots: number,
): void {
  const words = {
    1: order.account,
    2: order.instrument,
    3: cause,
    4: cancelledLots,
    5: order.filled,
    10: privateSeq(journal, order.account),
  };
  const slots = { ...ids(order), ...ownFunds(journal, order) };
  emit(journal, EventKind.done, sellBit(order), words, slots);
}

export function emitAmended(journal: NaiveJournal, order: NaiveOrder, isPriorityKept: boolean) {
  const words = {
    1: order.account,
    2: order.instrument,
    3: order.price,
    4: order.qty,
    5: order.leaves,
    10: privateSeq(journal, order.account),
    11: isPriorityKept ? 1 : 0,
  };
  const slots = { ...ids(order), ...ownFunds(journal, order) };
  emit(journal, EventKind.amended, sellBit(order), words, slots);
}

/** The whole level as it is now. */
export function emitLevel(
  journal: NaiveJournal,
  instrument: number,
  side: number,
  price: number,
): void {
  let orders = 0;
  let lots = 0;
  for (const order of queueOf(journal.state, instrument, side)) {
    if (order.price !== price) continue;
    orders += 1;
    lots += order.leaves;
  }
  const words = { 1: side, 2: instrument, 3: price, 4: orders };
  emit(journal, EventKind.level, 0, words, { [E.lotsSlot]: lots });
}

export function emitMassDone(
  journal: NaiveJournal,
  account: number,
  done: { instrument: number; count: number; cause: number; more: boolean },
  asker: { requestId: number; session: number },
): void {
  const words = {
    1: account,
    2: done.instrument,
    3: done.count,
    4: done.cause,
    5: asker.requestId,
    10: privateSeq(journal, account),
    11: asker.session,
    12: done.more ? 1 : 0,
  };
  emit(journal, EventKind.massDone, 0, words, {});
}

export function emitBalance(
  journal: NaiveJournal,
  asset: number,
  amount: number,
  account = journal.command.account,
  other = 0,
  posting = 0,
  reference = journal.command.orderId,
  more: Fields = {},
): void {
  const { state } = journal;
  const { available, held } = balanceOf(state, account, asset);
  const words = {
    1: account,
    2: asset,
    3: other,
    4: posting,
    10: privateSeq(journal, account),
    ...more,
  };
  const slots = { 3: available, 4: held, 6: amount, 7: reference };
  emit(journal, EventKind.balance, 0, words, slots);
}

export function emitVenue(journal: NaiveJournal, isHalted: boolean): void {
  emit(journal, EventKind.venue, 0, { 3: isHalted ? 1 : 0 }, {});
}

export function emitOwed(
  journal: NaiveJournal,
  row: NaiveOwed,
  status: number,
  lots: number,
  money: number,
): void {
  const own = privateSeq(journal, row.account);
  const words = {
    1: row.account,
    2: row.instrument,
    3: row.day,
    4: status,
    5: row.failing,
    10: own,
  };
  emit(journal, EventKind.obligation, 0, words, { 3: lots, 4: money, 6: row.penalty });
}

export function emitPenalties(journal: NaiveJournal): void {
  const rates = journal.state.penaltyPpm.map((ppm, kind) => [4 + kind, ppm]);
  emit(journal, EventKind.penalties, 0, Object.fromEntries(rates) as Fields, {});
}

/** Returns the record, whose counts are known after the run. */
export function emitBusinessDay(journal: NaiveJournal, day: number): Int32Array {
  emit(journal, EventKind.businessDay, 0, { 3: day }, {});
  return journal.out.at(-1)!;
}

export function emitDeliveryFail(journal: NaiveJournal): void {
  const { account, instrument, qty } = journal.command;
  emit(journal, EventKind.deliveryFail, 0, { 1: account, 2: instrument, 4: qty }, {});
}

export function emitPosition(journal: NaiveJournal, account: number, instrument: number): void {
  const { lots, cost, realised } = positionOf(journal.state, account, instrument);
  const words = { 1: account, 2: instrument };
  emit(journal, EventKind.position, 0, words, { 3: lots, 4: cost, 5: realised });
}

/** The phase that holds: the instrument's own, or the halt of the venue. */
export function emitPhase(journal: NaiveJournal, instrument: number): void {
  const { state } = journal;
  const { until, cause } = state.calls[instrument]!;
  const phase = state.venueHalted ? Phase.halted : state.instruments[instrument]!.phase;
  emit(journal, EventKind.phase, 0, { 2: instrument, 3: phase, 5: until, 8: cause }, {});
}

export function emitWindow(journal: NaiveJournal, instrument: number): void {
  const { low, high, limitSince } = journal.state.windows[instrument]!;
  emit(journal, EventKind.window, 0, { 2: instrument, 3: low, 4: high, 5: limitSince }, {});
}

export function emitAuction(
  journal: NaiveJournal,
  instrument: number,
  { price, lots, surplus }: { price: number; lots: number; surplus: number },
): void {
  emit(journal, EventKind.auction, 0, { 2: instrument, 3: price }, { 3: lots, 4: surplus });
}

export function emitBlocked(journal: NaiveJournal, account: number, isBlocked: boolean): void {
  emit(journal, EventKind.accountBlocked, 0, { 1: account, 3: isBlocked ? 1 : 0 }, {});
}

export function emitDeadMan(journal: NaiveJournal, account: number, seconds: number): void {
  const { requestId } = journal.command;
  const words = { 1: account, 4: requestId, 5: seconds, 10: privateSeq(journal, account) };
  emit(journal, EventKind.deadMan, 0, words, {});
}

/** asset, instrument, account: the words of the command under its own kind and index. */
export function emitDefinition({ command, out }: NaiveJournal, kind = command.kind): void {
  const record = command.words.slice();
  record[E.kind] = kind | (command.index << INDEX_SHIFT);
  out.push(record);
}

/** Blocks of 64 bytes that the events take. */
export function blocksOf(out: readonly Int32Array[]): number {
  return out.reduce((sum, record) => sum + record.length / RECORD_WORDS, 0);
}

export function emitDiscount(
  journal: NaiveJournal,
  account: number,
  maker: number,
  taker: number,
): void {
  const words = { 1: account, 3: maker, 4: taker, 10: privateSeq(journal, account) };
  emit(journal, EventKind.discount, 0, words, {});
}
