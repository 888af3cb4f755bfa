// Seeded streams of commands as binary records: every kind, crossing prices, own crosses, repeats and
// a known share of bad ones. Feedback from the events tells it which orders are alive.

import { C, CommandKind, FIRST_ACCOUNT, RECORD_SLOTS, RECORD_WORDS } from '../core/commands.ts';
import {
  writeAmend,
  writeBlockAccount,
  writeCancel,
  writeCancelMany,
  writeClock,
  writeDeadMan,
  writePlace,
  writeSetPhase,
} from '../core/command-writer.ts';
import type { PlaceFields, Sender } from '../core/command-writer.ts';
import {
  accountRecord,
  creditRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';
import { E, EventKind, furtherBlocks } from '../core/events.ts';
import { DoneCause, OrderFlag, OrderType, Phase, TimeInForce } from '../../shared/domain/order.ts';
import {
  FUNDING_SOURCE,
  GENERATED_ACCOUNTS,
  GENERATED_ASSETS,
  GENERATED_INSTRUMENTS,
  LAST_ACCOUNT,
} from './orders-generator-market.ts';
import { businessDay, failDelivery, FUNDING_SEQ_FROM, kill } from './orders-generator-cold.ts';
import { buyIn, learnFails, setPenalties } from './orders-generator-cold.ts';
import {
  move,
  reverseTrade,
  setDiscount,
  setFees,
  setLimits,
  setVenue,
} from './orders-generator-cold.ts';
import { spoil } from './orders-generator-spoil.ts';
import { prng } from './prng.ts';
import type { Prng } from './prng.ts';

export interface OrdersGeneratorOptions {
  readonly seed: number;
  /** Share of commands with one field spoilt, in percent. */
  readonly badPercent?: number;
}

export interface OrdersGenerator {
  /** The next command as a record of its own, definitions with their further blocks. */
  next(nowMicros: number): Int32Array;
  /** µs that pass before the next batch: mostly little, sometimes hours. */
  pause(): number;
  /** Takes event words of the venue, to know which orders are open. */
  learn(eventWords: Int32Array): void;
}

const SESSIONS = 4;
/** Repeats are drawn from this many commands back. */
const REPEAT_WINDOW = 200;
const HOUR_MICROS = 3_600e6;

interface OpenOrder {
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  readonly clientOrderId: number;
}

interface Stream {
  readonly random: Prng;
  readonly openOrders: OpenOrder[];
  readonly sent: Int32Array[];
  readonly centres: number[];
  nextClientOrderId: number;
  nextSourceSeq: number;
  nextRequestId: number;
  day: number;
  failing: { account: number; instrument: number; lots: number }[];
}

interface OrderName extends Omit<OpenOrder, 'id'> {
  readonly orderId: number;
}

type Maker = (stream: Stream, nowMicros: number) => Int32Array;

/** Weights of the kinds; a random number below their sum chooses. */
const MIX: readonly (readonly [number, Maker])[] = [
  [480, limitOrder],
  [60, marketOrder],
  [140, cancelOne],
  [130, amendOne],
  [60, repeatOne],
  [60, clock],
  [14, cancelMany],
  [14, deadMan],
  [12, transfer],
  [8, setCredit],
  [12, move],
  [14, setLimits],
  [8, setFees],
  [6, setDiscount],
  [3, kill],
  [24, setVenue],
  [10, businessDay],
  [20, failDelivery],
  [8, (stream) => reverseTrade(stream, (instrument) => nearPrice(stream, instrument))],
  [30, (stream) => buyIn(stream, (instrument) => nearPrice(stream, instrument))],
  [5, setPenalties],
  [60, setPhase],
  [30, blockAccount],
  [4, redefine],
  [4, openAccount],
];
const MIX_TOTAL = MIX.reduce((sum, [weight]) => sum + weight, 0);

export function createOrdersGenerator(options: OrdersGeneratorOptions): OrdersGenerator {
  const { seed, badPercent = 4 } = options;
  const stream: Stream = {
    random: prng(seed),
    openOrders: [],
    sent: [],
    centres: GENERATED_INSTRUMENTS.map(({ openingTicks }) => openingTicks),
    nextClientOrderId: 1,
    nextSourceSeq: 1,
    nextRequestId: 1,
    day: 1,
    failing: [],
  };
  return {
    next(nowMicros) {
      const record = draw(stream)(stream, nowMicros);
      if (stream.random.below(100) < badPercent) spoil(record, stream.random, nowMicros);
      stream.sent.push(record);
      if (stream.sent.length > REPEAT_WINDOW) stream.sent.shift();
      return record;
    },
    pause() {
      const { random } = stream;
      if (random.chance(1, 400)) return random.below(30) * HOUR_MICROS;
      if (random.chance(1, 50)) return random.below(40_000_000);
      return random.chance(1, 8) ? random.below(500_000) : random.below(2_000);
    },
    learn: (eventWords) => learn(stream, eventWords),
  };
}

function draw(stream: Stream): Maker {
  let ticket = stream.random.below(MIX_TOTAL);
  for (const [weight, maker] of MIX) {
    if (ticket < weight) return maker;
    ticket -= weight;
  }
  return limitOrder;
}

function newHotRecord(write: (words: Int32Array, slots: Float64Array) => void): Int32Array {
  const slots = new Float64Array(RECORD_SLOTS);
  const words = new Int32Array(slots.buffer);
  write(words, slots);
  return words;
}

function anyAccount({ random }: Stream): number {
  return random.pick(GENERATED_ACCOUNTS);
}

function sender(stream: Stream, nowMicros: number): Sender {
  const { random } = stream;
  const requestId = stream.nextRequestId++;
  if (random.chance(1, 8)) return { source: 1, sourceSeq: stream.nextSourceSeq++, requestId };
  const deadlineMicros = random.chance(1, 10) ? nowMicros + random.below(1_000) : 0;
  return { session: 1 + random.below(SESSIONS), deadlineMicros, requestId };
}

function flagsOfOrder({ random }: Stream): number {
  const postOnly = random.chance(1, 8) ? OrderFlag.postOnly : 0;
  const reduceOnly = random.chance(1, 5) ? OrderFlag.reduceOnly : 0;
  return postOnly | reduceOnly | (random.chance(1, 4) ? OrderFlag.cancelOnDisconnect : 0);
}

function orderOf(stream: Stream, nowMicros: number): PlaceFields {
  const { random } = stream;
  const instrument = random.below(GENERATED_INSTRUMENTS.length);
  const { maxQtyLots } = GENERATED_INSTRUMENTS[instrument]!;
  return {
    ...sender(stream, nowMicros),
    account: anyAccount(stream),
    instrument,
    side: random.below(2),
    price: 0,
    qty: 2 + random.below(random.chance(1, 10) ? maxQtyLots : 20),
    stp: random.below(4),
    clientOrderId: random.chance(1, 20) ? 0 : stream.nextClientOrderId++,
  };
}

/** A price near the centre of the instrument, which wanders. */
function nearPrice({ random, centres }: Stream, instrument: number): number {
  const { priceLimitTicks, openingTicks } = GENERATED_INSTRUMENTS[instrument]!;
  const width = Math.max(3, Math.floor(openingTicks / 100));
  if (random.chance(1, 20)) centres[instrument]! += random.below(3) - 1;
  const price = centres[instrument]! + random.below(2 * width + 1) - width;
  return Math.min(priceLimitTicks - 1, Math.max(1, price));
}

function limitOrder(stream: Stream, nowMicros: number): Int32Array {
  const { random } = stream;
  const order = orderOf(stream, nowMicros);
  const { gtc, ioc, fok, day, gtd } = TimeInForce;
  const tif = random.pick([gtc, gtc, gtc, gtc, gtc, ioc, fok, day, gtd]);
  const isImmediate = tif === ioc || tif === fok;
  const flags = flagsOfOrder(stream) & (isImmediate ? ~OrderFlag.postOnly : ~0);
  const expiry = Math.floor(nowMicros / 1e6) + 1 + random.below(20);
  const price = nearPrice(stream, order.instrument);
  const expireSeconds = tif === gtd ? expiry : 0;
  return newHotRecord((words, slots) =>
    writePlace(words, slots, 0, { ...order, price, tif, flags, expireSeconds }),
  );
}

function marketOrder(stream: Stream, nowMicros: number): Int32Array {
  const order = orderOf(stream, nowMicros);
  const tif = stream.random.pick([TimeInForce.ioc, TimeInForce.fok]);
  const flags = flagsOfOrder(stream) & ~OrderFlag.postOnly;
  return newHotRecord((words, slots) =>
    writePlace(words, slots, 0, { ...order, type: OrderType.market, tif, flags }),
  );
}

/** Names an open order by one id or the other, sometimes one that is not open any more. */
function named(stream: Stream): OrderName {
  const { random, openOrders } = stream;
  if (openOrders.length === 0 || random.chance(1, 15)) {
    const clientOrderId = 1 + random.below(stream.nextClientOrderId);
    const instrument = random.below(GENERATED_INSTRUMENTS.length);
    return { account: anyAccount(stream), instrument, orderId: 0, clientOrderId };
  }
  const { id, account, instrument, clientOrderId } = random.pick(openOrders);
  const isByClientId = clientOrderId !== 0 && random.chance(1, 2);
  return { account, instrument, orderId: isByClientId ? 0 : id, clientOrderId };
}

function cancelOne(stream: Stream, nowMicros: number): Int32Array {
  const fields = { ...sender(stream, nowMicros), ...named(stream) };
  return newHotRecord((words, slots) => writeCancel(words, slots, 0, fields));
}

function amendOne(stream: Stream, nowMicros: number): Int32Array {
  const { random } = stream;
  const name = named(stream);
  const price = random.chance(1, 2) ? nearPrice(stream, name.instrument) : 0;
  const qty = random.chance(2, 3) ? 1 + random.below(25) : 0;
  const fields = { ...sender(stream, nowMicros), ...name, price, qty };
  return newHotRecord((words, slots) => writeAmend(words, slots, 0, fields));
}

/** The same bytes once more, or another quantity under the same id. */
function repeatOne(stream: Stream, nowMicros: number): Int32Array {
  const { random, sent } = stream;
  if (sent.length === 0) return limitOrder(stream, nowMicros);
  const record = random.pick(sent).slice();
  const isHot = (record[C.kind]! & 0xff) === CommandKind.place;
  if (isHot && random.chance(1, 4)) record[C.qty]! += 1;
  else if (random.chance(1, 4)) return sameOrder(stream) ?? record;
  return record;
}

/** The last order once more under another id. */
function sameOrder(stream: Stream): Int32Array | undefined {
  const last = stream.sent.findLast((record) => (record[C.kind]! & 0xff) === CommandKind.place);
  const record = last?.slice();
  if (record === undefined) return undefined;
  record[C.source] = 0;
  const slots = new Float64Array(record.buffer);
  slots[C.deadlineSlot] = 0;
  slots[C.clientOrderIdSlot] = stream.nextClientOrderId++;
  return record;
}

function clock(): Int32Array {
  return newHotRecord((words, slots) => writeClock(words, slots, 0));
}

function cancelMany(stream: Stream, nowMicros: number): Int32Array {
  const { random } = stream;
  const fields = {
    ...sender(stream, nowMicros),
    account: anyAccount(stream),
    instrument: random.below(GENERATED_INSTRUMENTS.length + 1) - 1,
    side: random.below(3) - 1,
    onlySession: random.chance(1, 2),
    cause: random.pick([DoneCause.user, DoneCause.disconnect, DoneCause.operator]),
  };
  return newHotRecord((words, slots) => writeCancelMany(words, slots, 0, fields));
}

function deadMan(stream: Stream, nowMicros: number): Int32Array {
  const seconds = stream.random.pick([0, 3, 5, 10]);
  const fields = { ...sender(stream, nowMicros), account: anyAccount(stream), seconds };
  return newHotRecord((words, slots) => writeDeadMan(words, slots, 0, fields));
}

function transfer(stream: Stream): Int32Array {
  const { random } = stream;
  const asset = random.pick(GENERATED_ASSETS).id;
  const amount = random.below(2_000_000) - 500_000;
  const seq = FUNDING_SEQ_FROM + stream.nextRequestId++;
  return transferRecord(anyAccount(stream), asset, amount, FUNDING_SOURCE, seq, random.below(99));
}

function setCredit(stream: Stream): Int32Array {
  const { random } = stream;
  const credit = random.below(3) * 1_000_000;
  return creditRecord(anyAccount(stream), random.pick(GENERATED_ASSETS).id, credit);
}

function setPhase(stream: Stream): Int32Array {
  const { random } = stream;
  const { open, halted, auction } = Phase;
  const dice = random.below(24);
  const phase = dice === 0 ? halted : dice < 3 ? auction : open;
  const fields = { instrument: random.below(GENERATED_INSTRUMENTS.length), phase };
  return newHotRecord((words, slots) => writeSetPhase(words, slots, 0, fields));
}

function blockAccount(stream: Stream): Int32Array {
  const fields = { account: anyAccount(stream), blocked: stream.random.chance(1, 20) };
  return newHotRecord((words, slots) => writeBlockAccount(words, slots, 0, fields));
}

function redefine({ random }: Stream): Int32Array {
  const instrument = random.pick(GENERATED_INSTRUMENTS);
  const version = 2 + random.below(100);
  const bandBps = random.chance(1, 2) ? instrument.bandBps : 500;
  const windowBps = random.pick([instrument.windowBps ?? 0, instrument.windowBps ?? 0, 0, 150]);
  return instrumentRecord({ ...instrument, version, bandBps, windowBps });
}

function openAccount({ random }: Stream): Int32Array {
  return accountRecord(FIRST_ACCOUNT + random.below(LAST_ACCOUNT), random.pick([0, 2, 8]));
}

/** Follows accepted orders to their end. */
function learn(stream: Stream, eventWords: Int32Array): void {
  const floats = new Float64Array(eventWords.buffer, eventWords.byteOffset);
  for (
    let at = 0;
    at < eventWords.length;
    at += RECORD_WORDS * (1 + furtherBlocks(eventWords, at))
  ) {
    const kind = eventWords[at]! & 0xff;
    const id = floats[at / 2 + E.orderIdSlot]!;
    learnFails(stream, eventWords, at);
    if (kind === EventKind.accepted) {
      const clientOrderId = floats[at / 2 + E.clientOrderIdSlot]!;
      const account = eventWords[at + E.account]!;
      const instrument = eventWords[at + E.instrument]!;
      stream.openOrders.push({ id, account, instrument, clientOrderId });
    }
    const isEnd = kind === EventKind.fill && eventWords[at + E.leaves] === 0;
    if (!isEnd && kind !== EventKind.done) continue;
    const place = stream.openOrders.findIndex((order) => order.id === id);
    if (place !== -1) stream.openOrders.splice(place, 1);
  }
}
