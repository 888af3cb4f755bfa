// What time brings, at clock commands only: expiries, dead man's switches, price windows and auctions.

import { DoneCause, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Auctions } from './auction.ts';
import { C } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, CounterSlot, CounterWord, MAKERS_MAX } from './core-state.ts';
import { ORDER_SHIFT, OrderWord, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';
import type { Expiries } from './expiry.ts';
import type { LiveOrders } from './live-orders.ts';
import type { MassCancel } from './mass-cancel.ts';
import type { PriceWindows } from './price-window.ts';
import { REPEATED, type Refusals } from './refusals.ts';

export interface TimePassing {
  clock(words: Int32Array, slots: Float64Array, at: number): void;
  deadMan(words: Int32Array, slots: Float64Array, at: number): void;
}

export interface TimePassingParts {
  readonly state: CoreState;
  readonly log: EventLog;
  readonly live: LiveOrders;
  readonly expiries: Expiries;
  readonly massCancel: MassCancel;
  readonly refusals: Refusals;
  readonly windows: PriceWindows;
  readonly auctions: Auctions;
}

const MICROS = 1_000_000;

export function createTimePassing(parts: TimePassingParts): TimePassing {
  const { state, log, live, expiries, massCancel, refusals, windows, auctions } = parts;
  const { accounts, deadDue, counters, words: cells } = state;
  const { orders } = state.book;

  function clock(words: Int32Array, slots: Float64Array, at: number): void {
    const seen = refusals.repeat(words, slots, at);
    if (seen === REPEATED) return;
    if (seen !== 0) return refusals.rejected(words, slots, at, seen);
    const ended = endExpired();
    const left = fireSwitches(MAKERS_MAX - ended);
    windows.clock();
    auctions.clock(left);
  }

  /** Ends the orders that are due, at most as many as one command may; returns their number. */
  function endExpired(): number {
    const now = cells[CounterWord.seconds]!;
    let ended = 0;
    for (let slot = expiries.first(); slot !== 0 && ended < MAKERS_MAX; slot = expiries.first()) {
      const order = slot << ORDER_SHIFT;
      if (orders[order + OrderWord.expire]! > now) break;
      const attributes = orders[order + OrderWord.attributes]!;
      const day = ((attributes >> 11) & 7) === TimeInForce.day;
      live.withdraw(slot, day ? DoneCause.dayEnd : DoneCause.timeExpired);
      ended++;
    }
    return ended;
  }

  /** Returns what is left of the room. */
  function fireSwitches(room: number): number {
    let left = room;
    for (const account of dueSwitches()) {
      if (left === 0) break;
      left -= massCancel.deadManDue(account, DoneCause.deadMan, left);
    }
    return left;
  }

  /** Accounts whose switch is due, by due time, then account. */
  function dueSwitches(): number[] {
    const now = counters[CounterSlot.time]!;
    const due: number[] = [];
    for (let account = 0; account < state.capacity.accounts; account++) {
      const armed = accounts[(account << ACCOUNT_SHIFT) + AccountWord.deadSeconds] !== 0;
      if (armed && deadDue[account]! <= now) due.push(account);
    }
    return due.sort((a, b) => deadDue[a]! - deadDue[b]! || a - b);
  }

  function refusal(words: Int32Array, slots: Float64Array, at: number): number {
    if (!refusals.trades(words[at + C.account]!)) return REJECTS.unknownAccount.code;
    const seen = refusals.repeat(words, slots, at);
    if (seen !== 0) return seen;
    return refusals.expired(words, slots, at) ? REJECTS.deadlinePassed.code : 0;
  }

  function deadMan(words: Int32Array, slots: Float64Array, at: number): void {
    const code = refusal(words, slots, at);
    if (code === REPEATED) return;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const account = words[at + C.account]!;
    const seconds = Math.max(0, words[at + C.seconds]!);
    accounts[(account << ACCOUNT_SHIFT) + AccountWord.deadSeconds] = seconds;
    deadDue[account] = seconds === 0 ? 0 : counters[CounterSlot.time]! + seconds * MICROS;
    const event = log.open(EventKind.deadMan);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = account;
    log.words[event + 4] = words[at + C.requestId]!;
    log.words[event + 5] = seconds;
    log.words[event + 10] = log.privateSeq(account);
  }

  return { clock, deadMan };
}
