// Test stage: an engine with two instruments and funded accounts, commands as calls, events as words.

import { DoneCause, Side } from '../../shared/domain/order.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { assert } from '../../shared/domain/assert.ts';
import * as write from './command-writer.ts';
import { RECORD_SLOTS, sideOf } from './commands.ts';
import {
  accountRecord,
  assetRecord,
  creditRecord,
  instrumentRecord,
  transferRecord,
} from './definitions.ts';
import { createEngine } from './engine.ts';
import type { Engine, EngineCapacity } from './engine-port.ts';
import { E, EVENT_WORDS, EventKind, SELL_BIT, TAKER_BIT, furtherBlocks } from './events.ts';

export const STAGE_CAPACITY: Partial<EngineCapacity> = {
  accounts: 16,
  assets: 4,
  instruments: 4,
  levels: 1 << 16,
  orders: 64,
  dedupe: 64,
  events: 1 << 11,
};

/** Asset 0 is money with cents, 1 and 2 are what is traded; one tick times one lot is one cent. */
export const STAGE_INSTRUMENT: Instrument = {
  id: 0,
  symbol: 'ACME',
  name: 'Acme',
  assetClass: 0,
  baseAsset: 1,
  quoteAsset: 0,
  priceScale: 2,
  tickStep: 1,
  qtyScale: 0,
  lotStep: 1,
  tickValueMinor: 1,
  lotBaseMinor: 1,
  priceLimitTicks: 10_000,
  minQtyLots: 1,
  maxQtyLots: 1_000,
  maxNotionalMinor: 1_000_000,
  bandBps: 0,
  marketBoundBps: 500,
  makerFeePpm: 1_000,
  takerFeePpm: 3_000,
  openingTicks: 1_000,
  dayEndSecond: 61_200,
  phase: 0,
  version: 1,
};

const PHASES = ['open', 'halted', 'auction'];
const CAUSES = Object.fromEntries(Object.entries(DoneCause).map(([name, code]) => [code, name]));
/** 2023-11-14T22:13:20Z. */
export const STAGE_SECOND = 1_700_000_000;

export type PlaceOptions = Partial<write.PlaceFields>;

export interface Stage {
  readonly engine: Engine;
  /** Seconds that the next command is stamped with. */
  second: number;
  /** Applies the records, checks the invariants and returns the events as words. */
  run(words: Int32Array): string[];
  place(account: number, side: number, qty: number, price: number, more?: PlaceOptions): string[];
  amend(fields: write.AmendFields): string[];
  cancel(fields: write.CancelFields): string[];
  cancelMany(fields: write.CancelManyFields): string[];
  deadMan(account: number, seconds: number): string[];
  clock(): string[];
  halt(instrument: number, phase?: number): string[];
  block(account: number, blocked?: boolean): string[];
  /** Order id of the last order accepted. */
  lastOrderId(): number;
}

export function hotRecord(
  fill: (words: Int32Array, slots: Float64Array, block: number) => void,
): Int32Array {
  const slots = new Float64Array(RECORD_SLOTS);
  const words = new Int32Array(slots.buffer);
  fill(words, slots, 0);
  return words;
}

/** Accounts 2, 3 and 4 have 100,000.00 and 10,000 lots of either asset; account 7 has nothing but a
 * credit in asset 1. */
export function createStage(
  instrument: Partial<Instrument> = {},
  capacity: Partial<EngineCapacity> = {},
  create = createEngine,
): Stage {
  const engine = create({ ...STAGE_CAPACITY, ...capacity });
  let clientOrderId = 0;
  let orderId = 0;
  const stage: Stage = {
    engine,
    second: STAGE_SECOND,
    run: (words) => {
      const slots = new Float64Array(words.buffer, words.byteOffset, words.length / 2);
      engine.clearEvents();
      const end = engine.apply(words, slots, 0, words.length / 16, stage.second * 1e6, 0);
      assert(end === words.length / 16, 'the event log stopped the stage');
      const broken = engine.brokenInvariants();
      assert(broken.length === 0, broken.join('; '));
      return eventWords(engine, (id) => (orderId = id));
    },
    place: (account, side, qty, price, more = {}) => {
      clientOrderId++;
      const fields = { account, side, qty, price, instrument: 0, clientOrderId, ...more };
      return stage.run(hotRecord((w, s, b) => write.writePlace(w, s, b, fields)));
    },
    amend: (fields) => stage.run(hotRecord((w, s, b) => write.writeAmend(w, s, b, fields))),
    cancel: (fields) => stage.run(hotRecord((w, s, b) => write.writeCancel(w, s, b, fields))),
    cancelMany: (fields) =>
      stage.run(hotRecord((w, s, b) => write.writeCancelMany(w, s, b, fields))),
    deadMan: (account, seconds) =>
      stage.run(hotRecord((w, s, b) => write.writeDeadMan(w, s, b, { account, seconds }))),
    clock: () => stage.run(hotRecord((w, s, b) => write.writeClock(w, s, b))),
    halt: (id, phase = 1) =>
      stage.run(hotRecord((w, s, b) => write.writeSetPhase(w, s, b, { instrument: id, phase }))),
    block: (account, blocked = true) =>
      stage.run(hotRecord((w, s, b) => write.writeBlockAccount(w, s, b, { account, blocked }))),
    lastOrderId: () => orderId,
  };
  open(stage, { ...STAGE_INSTRUMENT, ...instrument });
  return stage;
}

function open(stage: Stage, instrument: Instrument): void {
  stage.run(assetRecord({ id: 0, code: 'USD', scale: 2 }));
  stage.run(assetRecord({ id: 1, code: 'ACME', scale: 0 }));
  stage.run(assetRecord({ id: 2, code: 'BRIO', scale: 0 }));
  stage.run(instrumentRecord(instrument));
  stage.run(instrumentRecord({ ...instrument, id: 1, symbol: 'BRIO', baseAsset: 2 }));
  let seq = 0;
  for (const account of [2, 3, 4]) {
    stage.run(accountRecord(account));
    stage.run(transferRecord(account, 0, 10_000_000, 1, ++seq));
    for (const asset of [1, 2]) stage.run(transferRecord(account, asset, 10_000, 1, ++seq));
  }
  stage.run(accountRecord(7, 3));
  stage.run(creditRecord(7, 1, 100));
}

/** The events in the log, one text each; `settled` is left out. */
export function eventWords(
  engine: Engine,
  accepted: (orderId: number) => void = () => {},
): string[] {
  const { eventWords: words, eventSlots: slots } = engine;
  const lines: string[] = [];
  for (let block = 0; block < engine.eventBlocks(); block++) {
    const at = block * EVENT_WORDS;
    if ((words[at]! & 0xff) === EventKind.accepted) accepted(slots[(at >> 1) + E.orderIdSlot]!);
    const line = describe(words, slots, at);
    if (line !== '') lines.push(line);
    block += furtherBlocks(words, at);
  }
  return lines;
}

function describe(words: Int32Array, slots: Float64Array, at: number): string {
  const w = (k: number): number => words[at + k]!;
  const sell = (w(0) & SELL_BIT) !== 0 ? 'sell' : 'buy';
  const who = `a${w(E.account)}`;
  switch (w(0) & 0xff) {
    case EventKind.accepted:
      return `accepted ${who} ${sideOf(w(5)) === Side.sell ? 'sell' : 'buy'} ${w(4)} @${w(3)}`;
    case EventKind.rejected:
      return `rejected ${who} ${w(E.code)}`;
    case EventKind.replayed:
      return `replayed ${who} ${w(E.code)}`;
    case EventKind.fill: {
      const role = (w(0) & TAKER_BIT) !== 0 ? 'taker' : 'maker';
      return `fill ${who} ${sell} ${w(4)} @${w(3)} left ${w(E.leaves)} ${role}`;
    }
    case EventKind.done:
      return `done ${who} ${sell} ${CAUSES[w(E.cause)]} ${w(4)} filled ${w(5)}`;
    case EventKind.amended: {
      const kept = w(E.priorityKept) === 1 ? ' kept' : '';
      return `amended ${who} ${sell} ${w(4)} @${w(3)} left ${w(5)}${kept}`;
    }
    case EventKind.level: {
      const side = w(E.side) === Side.sell ? 'sell' : 'buy';
      return `level ${side} @${w(3)} ${slots[(at >> 1) + E.lotsSlot]} in ${w(4)}`;
    }
    case EventKind.massDone:
      return `massDone ${who} ${w(3)} ${CAUSES[w(4)]}${w(12) === 1 ? ' more' : ''}`;
    case EventKind.phase:
      return `phase ${PHASES[w(3)]} until ${w(5)} cause ${w(8)}`;
    case EventKind.window:
      return `window ${w(3)}-${w(4)}${w(5) === 0 ? '' : ` at its end since ${w(5)}`}`;
    case EventKind.auction: {
      const [lots, surplus] = [slots[(at >> 1) + 3], slots[(at >> 1) + 4]];
      return `auction ${lots} @${w(3)} surplus ${surplus}`;
    }
    case EventKind.settled:
      return '';
    default:
      return `event ${w(0) & 0xff} ${who}`;
  }
}
