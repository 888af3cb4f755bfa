// Ends many orders of one account: cancelMany, and what a dead man's switch does when it is due.

import { OrderFlag } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { BOOK_CELL } from './book.ts';
import { C } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, CounterWord, MAKERS_MAX } from './core-state.ts';
import { ORDER_SHIFT } from './core-state.ts';
import { OrderWord, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';
import type { LiveOrders } from './live-orders.ts';
import { REPEATED, type Refusals } from './refusals.ts';

/** Which open orders of an account are meant; -1 and 0 mean: whichever. */
interface OrderFilter {
  readonly account: number;
  readonly instrument: number;
  readonly side: number;
  /** Only orders of this session that carry cancelOnDisconnect. */
  readonly session: number | undefined;
  /** Spares orders that carry this flag. */
  readonly spares: number;
}

export interface MassCancel {
  cancelMany(words: Int32Array, slots: Float64Array, at: number): void;
  /** Ends the open orders of an account (-1: all) in an instrument (-1: all), then massDone. */
  endAll(account: number, instrument: number, cause: number, requestId: number): void;
  /** Ends up to `room` orders without reduceOnly and writes massDone. Returns how many ended; the
   * account's switch goes off unless more remain. */
  deadManDue(account: number, cause: number, room: number): number;
}

export function createMassCancel(
  state: CoreState,
  log: EventLog,
  live: LiveOrders,
  refusals: Refusals,
): MassCancel {
  const { accounts, book } = state;
  const { orders, cells } = book;
  const found = new Int32Array(1);

  function meant(order: number, filter: OrderFilter): boolean {
    const attributes = orders[order + OrderWord.attributes]!;
    const flags = (attributes >> 14) & 7;
    if (filter.instrument >= 0 && orders[order + OrderWord.instrument] !== filter.instrument) {
      return false;
    }
    if (filter.side >= 0 && ((attributes >> 8) & 1) !== filter.side) return false;
    if ((flags & filter.spares) !== 0) return false;
    if (filter.session === undefined) return true;
    return (
      (flags & OrderFlag.cancelOnDisconnect) !== 0 &&
      orders[order + OrderWord.session] === filter.session
    );
  }

  /** Ends the orders meant, in order of their slots, at most `room`; true when more remain. Looks at
   * no slot beyond the account's last open order. */
  function sweep(filter: OrderFilter, cause: number, room: number): boolean {
    const all = filter.account === -1;
    let unseen = all
      ? state.words[CounterWord.live]!
      : accounts[(filter.account << ACCOUNT_SHIFT) + AccountWord.openOrders]!;
    const top = cells[BOOK_CELL.top]!;
    found[0] = 0;
    for (let slot = 1; slot < top && unseen > 0; slot++) {
      const order = slot << ORDER_SHIFT;
      if (orders[order + OrderWord.leaves] === 0) continue;
      if (!all && orders[order + OrderWord.account] !== filter.account) continue;
      unseen--;
      if (!meant(order, filter)) continue;
      if (found[0] === room) return true;
      found[0]!++;
      live.withdraw(slot, cause);
    }
    return false;
  }

  function massDone(
    account: number,
    instrument: number,
    cause: number,
    requestId: number,
    session: number,
    more: boolean,
  ): void {
    const at = log.open(EventKind.massDone);
    log.words.fill(0, at + 1, at + 16);
    log.words[at + 1] = account;
    log.words[at + 2] = instrument;
    log.words[at + 3] = found[0]!;
    log.words[at + 4] = cause;
    log.words[at + 5] = requestId;
    log.words[at + 10] = log.privateSeq(account);
    log.words[at + 11] = session;
    log.words[at + 12] = more ? 1 : 0;
  }

  function refusal(words: Int32Array, slots: Float64Array, at: number): number {
    if (!refusals.trades(words[at + C.account]!)) return REJECTS.unknownAccount.code;
    const instrument = words[at + C.instrument]!;
    if (instrument !== -1 && !refusals.exists(instrument)) return REJECTS.unknownInstrument.code;
    const seen = refusals.repeat(words, slots, at);
    if (seen !== 0) return seen;
    return refusals.expired(words, slots, at) ? REJECTS.deadlinePassed.code : 0;
  }

  function cancelMany(words: Int32Array, slots: Float64Array, at: number): void {
    const code = refusal(words, slots, at);
    if (code === REPEATED) return;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const [account, instrument] = [words[at + C.account]!, words[at + C.instrument]!];
    const [session, cause] = [words[at + C.session]!, words[at + C.seconds]!];
    const filter = {
      account,
      instrument,
      side: words[at + C.price]!,
      session: words[at + C.qty] === 1 ? session : undefined,
      spares: 0,
    };
    const more = sweep(filter, cause, MAKERS_MAX);
    massDone(account, instrument, cause, words[at + C.requestId]!, session, more);
  }

  function deadManDue(account: number, cause: number, room: number): number {
    const spares = OrderFlag.reduceOnly;
    const filter = { account, instrument: -1, side: -1, session: undefined, spares };
    const more = sweep(filter, cause, room);
    massDone(account, -1, cause, 0, 0, more);
    if (!more) accounts[(account << ACCOUNT_SHIFT) + AccountWord.deadSeconds] = 0;
    return found[0]!;
  }

  function endAll(account: number, instrument: number, cause: number, requestId: number): void {
    const filter = { account, instrument, side: -1, session: undefined, spares: 0 };
    const more = sweep(filter, cause, MAKERS_MAX);
    massDone(account, instrument, cause, requestId, 0, more);
  }

  return { cancelMany, endAll, deadManDue };
}
