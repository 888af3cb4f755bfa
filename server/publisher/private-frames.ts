// What one command did, sorted by account: one private frame each, all or nothing. Reports stand in the
// order of the events, then come the balances and positions as the command left them.

import { assert } from '../../shared/domain/assert.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { encodePrivateFrame, encodePrivateText } from '../../shared/wire/market-frame.ts';
import type { Report, Reports } from '../../shared/wire/schema.ts';
import { E, EventKind, SELL_BIT } from '../core/events.ts';
import type { Accounts } from './accounts.ts';
import type { AskedOrder } from './account-view.ts';
import { askedOrder, orderReport, type EventAt } from './order-report.ts';
import type { Outlet } from './outlet.ts';

interface Pending {
  readonly account: number;
  readonly seq: number;
  readonly reports: Report[];
  readonly balances: Map<number, Reports['balance']>;
  readonly positions: Map<number, Reports['position']>;
  /** What a refused order asked for. */
  asked?: AskedOrder;
}

export class PrivateFrames {
  readonly #accounts: Accounts;
  readonly #outlet: Outlet;
  readonly #instruments: readonly (Instrument | undefined)[];
  /** In the order in which the command touched them. */
  readonly #pending = new Map<number, Pending>();
  /** The fill that the next `settled` belongs to. */
  #fill: { readonly pending: Pending | undefined; readonly instrument: number } | undefined;

  constructor(
    accounts: Accounts,
    outlet: Outlet,
    instruments: readonly (Instrument | undefined)[],
  ) {
    this.#accounts = accounts;
    this.#outlet = outlet;
    this.#instruments = instruments;
  }

  /** Takes an event of an account. */
  add(event: EventAt): void {
    const { words, at } = event;
    const kind = words[at] & 0xff;
    if (kind === EventKind.settled) return this.#settled(event);
    if (kind === EventKind.position) return this.#position(event);
    const seq = words[at + E.privateSeq];
    const pending = seq > 0 ? this.#pendingOf(words[at + E.account], seq) : undefined;
    if (kind === EventKind.fill) {
      this.#fill = { pending, instrument: words[at + E.instrument] };
    }
    if (pending === undefined) return;
    const report = orderReport(event);
    if (report !== undefined) pending.reports.push(report);
    if (kind === EventKind.rejected) pending.asked = askedOrder(event);
    else if (kind === EventKind.balance) this.#balance(event, pending);
    else if (holdsFunds(kind)) this.#ownFunds(event, kind, pending);
  }

  /** The command is complete: folds, encodes and hands out its frames. */
  flush(commandSeq: number, timeMicros: number): void {
    for (const pending of this.#pending.values()) {
      const { account, seq, reports } = pending;
      const view = this.#accounts.view(account);
      for (const report of reports) view.apply(report, timeMicros, pending.asked);
      for (const report of [...pending.balances.values(), ...pending.positions.values()]) {
        reports.push(report);
        view.apply(report, timeMicros);
      }
      view.seq = seq;
      if (!this.#accounts.isWatched(account)) continue;
      const frame = encodePrivateFrame(seq, seq - 1, timeMicros, commandSeq, reports);
      this.#accounts.keepFrame(account, seq, frame);
      this.#outlet.report(account, seq, frame, () =>
        encodePrivateText(seq, seq - 1, timeMicros, commandSeq, reports),
      );
    }
    this.#pending.clear();
    this.#fill = undefined;
  }

  #pendingOf(account: number, seq: number): Pending {
    let pending = this.#pending.get(account);
    if (pending === undefined) {
      pending = { account, seq, reports: [], balances: new Map(), positions: new Map() };
      this.#pending.set(account, pending);
    }
    return pending;
  }

  #instrumentOf(id: number): Instrument {
    const instrument = this.#instruments[id];
    assert(instrument !== undefined, `instrument ${id} was defined before its first event`);
    return instrument;
  }

  #settled({ slots, slotAt }: EventAt): void {
    const fill = this.#fill;
    if (fill?.pending === undefined) return;
    const instrument = this.#instrumentOf(fill.instrument);
    const { balances, positions } = fill.pending;
    keep(balances, instrument.baseAsset, slots[slotAt + 1], slots[slotAt + 2]);
    keep(balances, instrument.quoteAsset, slots[slotAt + 3], slots[slotAt + 4]);
    positions.set(instrument.id, {
      is: 'position',
      instrument: instrument.id,
      lots: slots[slotAt + 7],
      costMinor: slots[slotAt + 5],
      realisedMinor: slots[slotAt + 6],
    });
  }

  /** Of a reversed trade: the balances before it in the command have the account's number. */
  #position({ words, slots, at, slotAt }: EventAt): void {
    const instrument = words[at + E.instrument];
    this.#pending.get(words[at + E.account])?.positions.set(instrument, {
      is: 'position',
      instrument,
      lots: slots[slotAt + 3],
      costMinor: slots[slotAt + 4],
      realisedMinor: slots[slotAt + 5],
    });
  }

  #balance({ words, slots, at, slotAt }: EventAt, pending: Pending): void {
    keep(pending.balances, words[at + E.instrument], slots[slotAt + 3], slots[slotAt + 4]);
  }

  /** accepted, done and amended carry the balance of the asset that the order holds. */
  #ownFunds({ words, slots, at, slotAt }: EventAt, kind: number, pending: Pending): void {
    const instrument = this.#instrumentOf(words[at + E.instrument]);
    const sells =
      kind === EventKind.accepted
        ? ((words[at + E.attributes] >> 8) & 1) === 1
        : (words[at] & SELL_BIT) !== 0;
    keep(
      pending.balances,
      sells ? instrument.baseAsset : instrument.quoteAsset,
      slots[slotAt + E.availableSlot],
      slots[slotAt + E.heldSlot],
    );
  }
}

function holdsFunds(kind: number): boolean {
  return kind === EventKind.accepted || kind === EventKind.done || kind === EventKind.amended;
}

function keep(
  balances: Map<number, Reports['balance']>,
  asset: number,
  available: number,
  held: number,
): void {
  balances.set(asset, { is: 'balance', asset, available, held });
}
