// Events to rows: what a run of event batches changes in the read model, gathered in memory so that one
// transaction can write it.

import { CommandKind, sideOf } from '../core/commands.ts';
import { readAsset, readInstrument } from '../core/definitions.ts';
import { E, EVENT_WORDS, EventKind, ObligationState, SELL_BIT, TAKER_BIT } from '../core/events.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { OrderStatus, Side, statusOfCause, type DoneCause } from '../../shared/domain/order.ts';
import { forEachEvent, openEventBatch, type EventBatch } from './event-reader.ts';
import { dutyOfFill, entriesOfFill } from './fill-entries.ts';
import { addToBars } from './fold-bars.ts';
import { emptyVenueChanges, foldVenueEvent, type VenueChanges } from './fold-venue.ts';
import { entryCauseOf } from './posting-cause.ts';
import { acceptedOrder, rejectedOrder } from './order-rows.ts';
import {
  type AssetTable,
  type BalanceTable,
  type BarTable,
  type CashEntryTable,
  type CorrectionTable,
  type FillTable,
  type InstrumentTable,
  type ObligationTable,
  type OrderTable,
  type PositionTable,
  type TradeTable,
} from './tables.ts';

export interface Changes {
  readonly assets: AssetTable[];
  readonly instruments: InstrumentTable[];
  readonly orders: Map<number, OrderTable>;
  /** Changes of orders that are in the table already, by key. */
  readonly orderChanges: Map<number, Partial<OrderTable>>;
  readonly fills: FillTable[];
  readonly entries: CashEntryTable[];
  readonly balances: Map<string, BalanceTable>;
  readonly positions: Map<string, PositionTable>;
  readonly obligations: Map<string, ObligationTable>;
  readonly corrections: CorrectionTable[];
  readonly trades: TradeTable[];
  readonly bars: Map<string, BarTable>;
  readonly venue: VenueChanges;
  /** Accounts with an order or a fill among these. */
  readonly touched: Set<number>;
  events: number;
}

export interface EventFold {
  add(bytes: Uint8Array): void;
  /** What came together since the last clear. */
  changes(): Changes;
  clear(): void;
  batchSeq(): number;
}

/**
 * `isHouse` names the accounts that make the market: their orders, fills and postings are left out
 * (they are in the journal), their balances and positions are kept.
 */
export function createEventFold(
  isHouse: (account: number) => boolean,
  known: readonly Instrument[],
  held: readonly PositionTable[],
): EventFold {
  const instruments = new Map(known.map((instrument) => [instrument.id, instrument]));
  /** Positions as the events so far left them, the house's not: the next fill is told against them. */
  const positions = new Map(
    held.filter(({ account }) => !isHouse(account)).map((row) => [positionKey(row), row]),
  );
  let changes = emptyChanges();
  let seq = 0;

  function event(batch: EventBatch, kind: number, at: number, commandSeq: number): void {
    const { words, slots, timeMicros } = batch;
    const slot = at >> 1;
    const account = words[at + E.account]!;
    switch (kind) {
      case EventKind.accepted:
      case EventKind.openOrder:
        if (!isHouse(account)) {
          putOrder(acceptedOrder(batch, at, kind === EventKind.openOrder));
        }
        putHoldBalance(batch, at, sideOf(words[at + E.attributes]!), kind);
        break;
      case EventKind.rejected:
        if (!isHouse(account) && words[at + E.commandKind] === CommandKind.place) {
          putOrder(rejectedOrder(batch, at, commandSeq));
        }
        break;
      case EventKind.fill:
        fill(batch, at, commandSeq);
        break;
      case EventKind.done:
        changeOrder(account, slots[slot + E.orderIdSlot]!, {
          status: statusOfCause(words[at + E.cause]! as DoneCause),
          cause: words[at + E.cause]!,
          filled_lots: words[at + E.filledLots]!,
          updated_micros: timeMicros,
        });
        putHoldBalance(batch, at, (words[at]! & SELL_BIT) === 0 ? Side.buy : Side.sell, kind);
        break;
      case EventKind.amended:
        changeOrder(account, slots[slot + E.orderIdSlot]!, {
          price_ticks: words[at + E.price]!,
          qty_lots: words[at + E.qty]!,
          updated_micros: timeMicros,
        });
        putHoldBalance(batch, at, (words[at]! & SELL_BIT) === 0 ? Side.buy : Side.sell, kind);
        break;
      case EventKind.balance:
        putBalance(account, words[at + E.instrument]!, slots[slot + 3]!, slots[slot + 4]!);
        if (!batch.dump && !isHouse(account)) transfer(batch, at, commandSeq);
        break;
      case EventKind.position:
        reversed(batch, at, commandSeq);
        break;
      case EventKind.obligation:
        if (!isHouse(account)) putObligation(batch, at);
        foldVenueEvent(changes.venue, batch, kind, at);
        break;
      case EventKind.asset:
        changes.assets.push(readAsset(words, at));
        break;
      case EventKind.instrument:
        define(readInstrument(words, at));
        break;
      default:
        foldVenueEvent(changes.venue, batch, kind, at);
    }
  }

  /** A position that comes live was changed by the bust of a trade or a buy-in; in a dump it is as it is. */
  function reversed(batch: EventBatch, at: number, commandSeq: number): void {
    const { words, slots, timeMicros } = batch;
    const [account, instrument, slot] = [words[at + E.account]!, words[at + 2]!, at >> 1];
    const before = positions.get(positionKey({ account, instrument }))?.realised_minor ?? 0;
    const after = slots[slot + 5]!;
    const [lots, cost_minor] = [slots[slot + 3]!, slots[slot + 4]!];
    putPosition(account, instrument, lots, cost_minor, after);
    if (batch.dump || isHouse(account)) return;
    changes.corrections.push({
      ...{ account, instrument, command_seq: commandSeq, lots, cost_minor },
      ...{ realised_minor: after - before, time_micros: timeMicros },
    });
  }

  function putOrder(order: OrderTable): void {
    changes.orders.set(order.key, order);
    changes.touched.add(order.account);
  }

  function define(instrument: Instrument): void {
    instruments.set(instrument.id, instrument);
    changes.instruments.push({
      id: instrument.id,
      symbol: instrument.symbol,
      name: instrument.name,
      asset_class: instrument.assetClass,
      base_asset: instrument.baseAsset,
      quote_asset: instrument.quoteAsset,
      tick_value_minor: instrument.tickValueMinor,
      lot_base_minor: instrument.lotBaseMinor,
      definition: JSON.stringify(instrument),
    });
  }

  /** A fill and the settled event that always follows it. */
  function fill(batch: EventBatch, at: number, commandSeq: number): void {
    const { words, slots, timeMicros } = batch;
    const slot = at >> 1;
    const settled = slot + 8;
    const account = words[at + E.account]!;
    const instrument = instruments.get(words[at + E.instrument]!)!;
    const price = words[at + E.price]!;
    const lots = words[at + E.qty]!;
    const taker = (words[at]! & TAKER_BIT) !== 0;
    putBalance(account, instrument.baseAsset, slots[settled + 1]!, slots[settled + 2]!);
    putBalance(account, instrument.quoteAsset, slots[settled + 3]!, slots[settled + 4]!);
    const before = positions.get(positionKey({ account, instrument: instrument.id }));
    const after = putPosition(
      account,
      instrument.id,
      slots[settled + 7]!,
      slots[settled + 5]!,
      slots[settled + 6]!,
    );
    if (taker) addToBars(changes.bars, instrument.id, price, lots, timeMicros);
    if (taker) pushTrade(batch, at);
    if (isHouse(account)) return;
    const leaves = words[at + E.leaves]!;
    changeOrder(account, slots[slot + E.orderIdSlot]!, {
      filled_lots: words[at + E.fillFilledLots]!,
      ...(leaves === 0 ? { status: OrderStatus.filled, cause: 0 } : {}),
      updated_micros: timeMicros,
    });
    const isBuy = (words[at]! & SELL_BIT) === 0;
    const traded = { side: isBuy ? Side.buy : Side.sell, price_ticks: price, qty_lots: lots };
    const fee = slots[slot + E.feeSlot]!;
    const row: FillTable = {
      trade_id: slots[slot + E.tradeIdSlot]!,
      account,
      order_id: slots[slot + E.orderIdSlot]!,
      client_order_id: slots[slot + E.fillClientOrderIdSlot]!,
      instrument: instrument.id,
      ...traded,
      fee_minor: fee,
      duty_minor: dutyOfFill(traded, instrument),
      closed_lots: closedLots(before?.lots ?? 0, isBuy ? lots : -lots),
      // The position's result has the fee in it.
      realised_minor: after.realised_minor - (before?.realised_minor ?? 0) + fee,
      taker: taker ? 1 : 0,
      time_micros: timeMicros,
      command_seq: commandSeq,
    };
    changes.fills.push(row);
    postFill(row, instrument);
  }

  /** The maker's fill and its settled event stand right before the taker's. */
  function pushTrade({ words, slots, timeMicros }: EventBatch, takerAt: number): void {
    const makerAt = takerAt - 2 * EVENT_WORDS;
    const trade = slots[(takerAt >> 1) + E.tradeIdSlot]!;
    const isPair = (words[makerAt]! & 0xff) === EventKind.fill;
    if (!isPair || slots[(makerAt >> 1) + E.tradeIdSlot] !== trade) return;
    const takerBuys = (words[takerAt]! & SELL_BIT) === 0;
    const [buyAt, sellAt] = takerBuys ? [takerAt, makerAt] : [makerAt, takerAt];
    const [buyer, seller] = [words[buyAt + E.account]!, words[sellAt + E.account]!];
    if (isHouse(buyer) && isHouse(seller)) return;
    changes.trades.push({
      ...{ trade_id: trade, buyer, seller },
      instrument: words[takerAt + E.instrument]!,
      price_ticks: words[takerAt + E.price]!,
      qty_lots: words[takerAt + E.qty]!,
      buyer_fee_minor: slots[(buyAt >> 1) + E.feeSlot]!,
      seller_fee_minor: slots[(sellAt >> 1) + E.feeSlot]!,
      time_micros: timeMicros,
    });
  }

  function postFill(row: FillTable, instrument: Instrument): void {
    const { command_seq, account, trade_id: reference, time_micros } = row;
    for (const entry of entriesOfFill(row, instrument)) {
      const ordinal = nextOrdinal(command_seq);
      changes.entries.push({ command_seq, ordinal, account, ...entry, reference, time_micros });
    }
  }

  function transfer(batch: EventBatch, at: number, commandSeq: number): void {
    const slot = at >> 1;
    const cause = entryCauseOf(batch.words[at + E.posting]!);
    if (cause === undefined) return;
    changes.entries.push({
      command_seq: commandSeq,
      ordinal: nextOrdinal(commandSeq),
      account: batch.words[at + E.account]!,
      asset: batch.words[at + E.instrument]!,
      amount_minor: batch.slots[slot + 6]!,
      cause,
      reference: batch.slots[slot + 7]!,
      time_micros: batch.timeMicros,
    });
  }

  /** Events of one command are adjacent and never split over two transactions. */
  function nextOrdinal(commandSeq: number): number {
    const last = changes.entries.at(-1);
    return last?.command_seq === commandSeq ? last.ordinal + 1 : 0;
  }

  function changeOrder(account: number, key: number, set: Partial<OrderTable>): void {
    if (isHouse(account)) return;
    changes.touched.add(account);
    const fresh = changes.orders.get(key);
    if (fresh !== undefined) Object.assign(fresh, set);
    else changes.orderChanges.set(key, { ...changes.orderChanges.get(key), ...set });
  }

  function putHoldBalance(batch: EventBatch, at: number, side: number, kind: number): void {
    // A dump carries balances of their own; an open order in it says nothing about funds.
    if (kind === EventKind.openOrder) return;
    const instrument = instruments.get(batch.words[at + E.instrument]!)!;
    const asset = side === Side.buy ? instrument.quoteAsset : instrument.baseAsset;
    const slot = at >> 1;
    putBalance(
      batch.words[at + E.account]!,
      asset,
      batch.slots[slot + E.availableSlot]!,
      batch.slots[slot + E.heldSlot]!,
    );
  }

  function putBalance(account: number, asset: number, available: number, held: number): void {
    changes.balances.set(`${String(account)}.${String(asset)}`, {
      account,
      asset,
      available_minor: available,
      held_minor: held,
    });
  }

  /** Settled figures are those of the event that closed the row; the row of a retry is another one. */
  function putObligation(batch: EventBatch, at: number): void {
    const [account, instrument] = [batch.words[at + 1]!, batch.words[at + 2]!];
    const [value_date, status] = [batch.words[at + 3]!, batch.words[at + 4]!];
    const [lots, money] = [batch.slots[(at >> 1) + 3]!, batch.slots[(at >> 1) + 4]!];
    const isClosed = status === ObligationState.settled;
    changes.obligations.set(`${String(account)}.${String(instrument)}.${String(value_date)}`, {
      ...{ account, instrument, value_date, status },
      lots: isClosed ? 0 : lots,
      money_minor: isClosed ? 0 : money,
      settled_lots: isClosed ? lots : 0,
      settled_minor: isClosed ? money : 0,
      updated_micros: batch.timeMicros,
    });
  }

  function putPosition(
    account: number,
    instrument: number,
    lots: number,
    cost: number,
    realised: number,
  ): PositionTable {
    const row = { account, instrument, lots, cost_minor: cost, realised_minor: realised };
    changes.positions.set(positionKey(row), row);
    if (!isHouse(account)) positions.set(positionKey(row), row);
    return row;
  }

  return {
    add(bytes) {
      const batch = openEventBatch(bytes);
      seq = batch.batchSeq;
      forEachEvent(batch, (kind, at, commandSeq) => {
        changes.events++;
        event(batch, kind, at, commandSeq);
      });
    },
    changes: () => changes,
    clear() {
      changes = emptyChanges();
    },
    batchSeq: () => seq,
  };
}

function positionKey(of: Pick<PositionTable, 'account' | 'instrument'>): string {
  return `${String(of.account)}.${String(of.instrument)}`;
}

/** Of `signed` lots that come to a position of `lots`, those that make it smaller. */
function closedLots(lots: number, signed: number): number {
  const isAgainst = lots > 0 ? signed < 0 : lots < 0 && signed > 0;
  return isAgainst ? Math.min(Math.abs(lots), Math.abs(signed)) : 0;
}

function emptyChanges(): Changes {
  return {
    assets: [],
    instruments: [],
    orders: new Map(),
    orderChanges: new Map(),
    fills: [],
    entries: [],
    balances: new Map(),
    positions: new Map(),
    obligations: new Map(),
    corrections: [],
    trades: [],
    bars: new Map(),
    venue: emptyVenueChanges(),
    touched: new Set(),
    events: 0,
  };
}
