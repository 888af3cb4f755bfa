// Amend, cancel, cancelMany, dead man and clock in the naive venue.

import { assert } from '../../shared/domain/assert.ts';
import { DoneCause, OrderFlag, Phase, PhaseCause, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { clockAuctions } from './venue-naive-auction.ts';
import type { NaiveCommand } from './venue-naive-command.ts';
import {
  emitAmended,
  emitBlocked,
  emitDeadMan,
  emitLevel,
  emitMassDone,
  emitPhase,
  emitRejected,
  emitVenue,
} from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { amendLimitsRefusal } from './venue-naive-limits.ts';
import { MAKERS_MAX, endOrder, runTaker } from './venue-naive-matching.ts';
import { heldAsset, holdOf, moveToHeld } from './venue-naive-money.ts';
import { crossesPostOnly, fundsRefusal, pulledIn, sizeRefusal } from './venue-naive-place.ts';
import { accountOf, collect, dequeue, isCollected, slotOf } from './venue-naive-state.ts';
import type { NaiveAccount, NaiveOrder, NaiveState } from './venue-naive-state.ts';
import { clockWindows, setOwnPhase } from './venue-naive-window.ts';

/** Orders that one command may end. */
const ENDED_MAX = MAKERS_MAX;
const MICROS = 1_000_000;

/** The open order that a cancel or amend names, of its own account. */
function namedOrder(state: NaiveState, command: NaiveCommand): NaiveOrder | undefined {
  const remembered = state.remembered.get(`${command.account}:${command.clientOrderId}`);
  const id = command.orderId !== 0 ? command.orderId : remembered?.orderId;
  const order = id === undefined ? undefined : state.open.get(id);
  return order?.account === command.account ? order : undefined;
}

function endResting(journal: NaiveJournal, order: NaiveOrder, cause: number): void {
  const isInBook = !isCollected(journal.state, order);
  endOrder(journal, order, cause, order.leaves);
  if (isInBook) emitLevel(journal, order.instrument, order.side, order.price);
}

export function cancelNaive(journal: NaiveJournal): void {
  const order = namedOrder(journal.state, journal.command);
  if (order === undefined) emitRejected(journal, REJECTS.unknownOrder.code);
  else endResting(journal, order, DoneCause.user);
}

export function amendNaive(journal: NaiveJournal): void {
  const { state, command } = journal;
  const order = namedOrder(state, command);
  if (order === undefined) {
    emitRejected(journal, REJECTS.unknownOrder.code);
    return;
  }
  const asked = command.price === 0 ? order.price : command.price;
  const qty = command.qty === 0 ? order.qty : command.qty;
  const keeps = asked === order.price && qty < order.qty;
  const price = keeps ? asked : pulledIn(state, order, asked);
  const code = amendRefusal(journal, order, { asked, price, qty });
  if (code === 0) applyAmend(journal, order, price, qty, keeps);
  else emitRejected(journal, code);
}

function holdChange(state: NaiveState, order: NaiveOrder, price: number, qty: number): number {
  const instrument = state.instruments[order.instrument]!;
  const { side, commission } = order;
  const after = holdOf(instrument, side, price, qty - order.filled, commission);
  return after - holdOf(instrument, side, order.price, order.leaves, commission);
}

function amendRefusal(
  journal: NaiveJournal,
  order: NaiveOrder,
  { asked, price, qty }: { asked: number; price: number; qty: number },
): number {
  const { state, command } = journal;
  if (accountOf(state, order.account).blocked) return REJECTS.accountBlocked.code;
  if (state.venueHalted || state.instruments[order.instrument]!.phase === Phase.halted) {
    return REJECTS.instrumentHalted.code;
  }
  if (asked === order.price && qty === order.qty) return REJECTS.nothingToChange.code;
  if (qty <= order.filled) return REJECTS.qtyBelowFilled.code;
  const size = sizeRefusal(state, { ...order, price: asked, qty });
  if (size !== 0) return size;
  const limited = amendLimitsRefusal(state, command.timeMicros, order, asked, qty);
  if (limited !== 0) return limited;
  const isAuction = state.instruments[order.instrument]!.phase === Phase.auction;
  const isAnew = asked !== order.price || qty > order.qty;
  const isPostOnly = (order.flags & OrderFlag.postOnly) !== 0;
  if (isAuction && isAnew && isPostOnly) return REJECTS.notInAuction.code;
  if (crossesPostOnly(state, { ...order, price })) return REJECTS.wouldCross.code;
  return fundsRefusal(state, order, holdChange(state, order, price, qty));
}

function applyAmend(
  journal: NaiveJournal,
  order: NaiveOrder,
  price: number,
  qty: number,
  isPriorityKept: boolean,
): void {
  const { state } = journal;
  const asset = heldAsset(state.instruments[order.instrument]!, order.side);
  const leftPrice = order.price;
  const wasInBook = !isCollected(state, order);
  const isAuction = state.instruments[order.instrument]!.phase === Phase.auction;
  moveToHeld(state, order.account, asset, holdChange(state, order, price, qty));
  if (!isPriorityKept) dequeue(state, order);
  order.price = price;
  order.qty = qty;
  order.leaves = qty - order.filled;
  emitAmended(journal, order, isPriorityKept);
  if (!isPriorityKept && !isAuction) {
    runTaker(journal, order, leftPrice);
    return;
  }
  if (!isPriorityKept) collect(state, order);
  if (wasInBook) emitLevel(journal, order.instrument, order.side, leftPrice);
}

function openOrdersBySlot(state: NaiveState, account: number): NaiveOrder[] {
  return [...state.open.values()]
    .filter((order) => order.account === account)
    .sort((a, b) => slotOf(a.id) - slotOf(b.id));
}

export function cancelManyNaive(journal: NaiveJournal): void {
  const { state, command } = journal;
  const { account, instrument, price: side, seconds: cause, session } = command;
  const matching = openOrdersBySlot(state, account).filter((order) => {
    if (instrument !== -1 && order.instrument !== instrument) return false;
    if (side !== -1 && order.side !== side) return false;
    if (command.qty !== 1) return true;
    return order.session === session && (order.flags & OrderFlag.cancelOnDisconnect) !== 0;
  });
  const ending = matching.slice(0, ENDED_MAX);
  for (const order of ending) endResting(journal, order, cause);
  const more = matching.length > ending.length;
  emitMassDone(journal, account, { instrument, count: ending.length, cause, more }, command);
}

export function killNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, instrument } = command;
  const cause = DoneCause.operator;
  if (account !== -1 && instrument !== -1) return REJECTS.badField.code;
  if (account !== -1) {
    accountOf(state, account).blocked = true;
    emitBlocked(journal, account, true);
  } else if (instrument !== -1) {
    setOwnPhase(journal, instrument, Phase.halted, 0, PhaseCause.operator);
  } else haltVenueNaive(journal, true);
  const matching = [...state.open.values()]
    .filter((order) => account === -1 || order.account === account)
    .filter((order) => instrument === -1 || order.instrument === instrument)
    .sort((a, b) => slotOf(a.id) - slotOf(b.id));
  const ending = matching.slice(0, ENDED_MAX);
  for (const order of ending) endResting(journal, order, cause);
  const more = matching.length > ending.length;
  const asker = { requestId: command.requestId, session: 0 };
  emitMassDone(journal, account, { instrument, count: ending.length, cause, more }, asker);
  return 0;
}

export function setVenueNaive(journal: NaiveJournal): number {
  const { price: halted } = journal.command;
  if (halted !== 0 && halted !== 1) return REJECTS.badField.code;
  haltVenueNaive(journal, halted === 1);
  return 0;
}

function haltVenueNaive(journal: NaiveJournal, isHalted: boolean): void {
  const { state } = journal;
  emitVenue(journal, isHalted);
  if (state.venueHalted === isHalted) return;
  state.venueHalted = isHalted;
  for (const { id, phase } of state.instruments) {
    if (phase !== Phase.halted) emitPhase(journal, id);
  }
}

export function deadManNaive(journal: NaiveJournal): void {
  const { state, command } = journal;
  const { account, seconds, timeMicros } = command;
  accountOf(state, account).deadManDue = seconds <= 0 ? undefined : timeMicros + seconds * MICROS;
  emitDeadMan(journal, account, seconds);
}

export function clockNaive(journal: NaiveJournal): void {
  const { state, command } = journal;
  const now = Math.floor(command.timeMicros / MICROS);
  const expired = [...state.open.values()]
    .filter((order) => order.expire !== 0 && now >= order.expire)
    .sort((a, b) => a.expire - b.expire || a.id - b.id)
    .slice(0, ENDED_MAX);
  for (const order of expired) {
    const isDay = order.tif === TimeInForce.day;
    endResting(journal, order, isDay ? DoneCause.dayEnd : DoneCause.timeExpired);
  }
  let left = ENDED_MAX - expired.length;
  for (const account of switchesDue(state, command.timeMicros)) {
    if (left > 0) left -= runSwitch(journal, account, left);
  }
  clockWindows(journal);
  clockAuctions(journal, left);
}

function dueOf(account: NaiveAccount): number {
  assert(account.deadManDue !== undefined, 'the switch is armed');
  return account.deadManDue;
}

function switchesDue(state: NaiveState, timeMicros: number): NaiveAccount[] {
  return [...state.accounts.values()]
    .filter(({ deadManDue }) => deadManDue !== undefined && timeMicros >= deadManDue)
    .sort((a, b) => dueOf(a) - dueOf(b) || a.id - b.id);
}

/** Ends at most `left` orders of the account; returns how many. */
function runSwitch(journal: NaiveJournal, account: NaiveAccount, left: number): number {
  const cause = DoneCause.deadMan;
  const matching = openOrdersBySlot(journal.state, account.id).filter(
    (order) => (order.flags & OrderFlag.reduceOnly) === 0,
  );
  const ending = matching.slice(0, left);
  for (const order of ending) endResting(journal, order, cause);
  const more = matching.length > ending.length;
  if (!more) account.deadManDue = undefined;
  const done = { instrument: -1, count: ending.length, cause, more };
  emitMassDone(journal, account.id, done, { requestId: 0, session: 0 });
  return ending.length;
}
