// The public consensus workload, generated from its published description, with its published hashes.
//
// matching-engine-benchmark, Flash One Technologies, 2026, MIT, arXiv 2606.01183.
// A geometric Brownian mid, power-law depth with a hump, 15 % immediate orders, 20 % modifies, 95 %
// cancels, 2 % repeats of both, arrival shuffled, ordered by a synthetic time; Mersenne twister 19937.
// Every draw takes its place in the random stream, so the order of the statements is the format.

import { Side } from '../../shared/domain/order.ts';
import { mersenne } from './consensus-tape-random.ts';
import type { ConsensusRandom } from './consensus-tape-random.ts';
import { T, TAPE_WORDS, TapeKind, tapeHead } from './tape-standard.ts';

export type Scenario = 'static' | 'normal' | 'swing-25' | 'swing-40' | 'flash-crash';

interface ScenarioRow {
  readonly volatility: number;
  readonly swing: number;
  /** SHA-256 of the canonical report text, seed 23, a million new orders. */
  readonly published: string;
}

export const CONSENSUS: Readonly<Record<Scenario, ScenarioRow>> = {
  static: {
    volatility: 0,
    swing: 0,
    published: '9803843ee404fc29c9a0aa5614f8f0d5a58b5c44fcac9ef89067886fcaaa30d1',
  },
  normal: {
    volatility: 0.15,
    swing: 0.02,
    published: 'e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e',
  },
  'swing-25': {
    volatility: 0.5,
    swing: 0.25,
    published: '61a84be9469661bd039e00dbc9a7c011e70b6ace37aadfe60045ea083b05f4df',
  },
  'swing-40': {
    volatility: 0.5,
    swing: 0.4,
    published: '3cb0175e7982ff09ea220d1feaee3844cf9116a5ce455757879dea1d880b9b9f',
  },
  'flash-crash': {
    volatility: 0.5,
    swing: 0.6,
    published: 'cff8d3f94b709fc64a8b2058a6ca4fb6920364904796e46906895e362d2bb16b',
  },
};
export const SCENARIOS = Object.keys(CONSENSUS) as Scenario[];
export const CONSENSUS_SEED = 23;
export const CONSENSUS_ORDERS = 1_000_000;
/** Prices of all scenarios lie below this. */
export const CONSENSUS_PRICE_LIMIT = 1 << 17;

const TICK = 0.005;
const MID_START = 167.52;
/** Half of the orders that rest at the touch are cancelled after 431 ms. */
const CANCEL_RATE = Math.log(2) / (0.431 * 1000);

export interface ConsensusTape {
  readonly words: Int32Array;
  readonly total: number;
  readonly orders: number;
}

export function consensusTape(
  scenario: Scenario,
  orders = CONSENSUS_ORDERS,
  seed = CONSENSUS_SEED,
): ConsensusTape {
  const random = mersenne(seed);
  const drawn = drawOrders(CONSENSUS[scenario], orders, random);
  const messages = newMessages(Math.ceil(orders * 2.3));
  let now = 0;
  for (const order of shuffled(orders, random)) now = drawLife(messages, drawn, order, now, random);
  return { ...inTimeOrder(messages), orders };
}

interface DrawnOrders {
  readonly half: number;
  readonly prices: Int32Array;
  readonly quantities: Int32Array;
  /** Levels away from the mid. */
  readonly levels: Int32Array;
}

/** Half away from zero. */
function round(x: number): number {
  return x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5);
}

function drawOrders(
  { volatility, swing }: ScenarioRow,
  count: number,
  random: ConsensusRandom,
): DrawnOrders {
  const half = Math.floor(count / 2);
  const prices = new Int32Array(count);
  const quantities = new Int32Array(count);
  const levels = new Int32Array(count);
  const step = volatility > 0 ? Math.pow(swing / volatility, 2) / count : 0;
  const sigma = volatility * Math.sqrt(step);
  let mid = MID_START;
  for (let i = 0; i < count; i++) {
    mid *= Math.exp(-0.5 * sigma * sigma + sigma * random.normal());
    const midTicks = round((round(mid / TICK) * TICK) / TICK);
    const level = random.level();
    const price = i < half ? midTicks - (level + 1) : midTicks + (level + 1);
    prices[i] = Math.max(1, price);
    levels[i] = level;
    quantities[i] = random.integer(1, 100);
  }
  return { half, prices, quantities, levels };
}

/** Fisher-Yates, from the end. */
function shuffled(count: number, random: ConsensusRandom): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_value, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(0, i);
    const other = order[i]!;
    order[i] = order[j]!;
    order[j] = other;
  }
  return order;
}

interface Messages {
  readonly times: Float64Array;
  readonly heads: Int32Array;
  readonly ids: Int32Array;
  readonly prices: Int32Array;
  readonly quantities: Int32Array;
  count: number;
}

function newMessages(capacity: number): Messages {
  return {
    times: new Float64Array(capacity),
    heads: new Int32Array(capacity),
    ids: new Int32Array(capacity),
    prices: new Int32Array(capacity),
    quantities: new Int32Array(capacity),
    count: 0,
  };
}

function push(
  messages: Messages,
  time: number,
  head: number,
  id: number,
  price: number,
  qty: number,
): void {
  const k = messages.count++;
  messages.times[k] = time;
  messages.heads[k] = head;
  messages.ids[k] = id;
  messages.prices[k] = price;
  messages.quantities[k] = qty;
}

/** An order, perhaps its modify and cancel, perhaps their repeats; returns the time after it. */
function drawLife(
  messages: Messages,
  { half, prices, quantities, levels }: DrawnOrders,
  index: number,
  start: number,
  random: ConsensusRandom,
): number {
  const side = index < half ? Side.buy : Side.sell;
  const id = index + 1;
  const price = prices[index]!;
  const qty = quantities[index]!;
  const cancelHead = tapeHead(TapeKind.cancel, side, false);
  const modifyHead = tapeHead(TapeKind.modify, side, false);
  let now = start;
  const isIoc = random.uniform() < 0.15;
  push(messages, now, tapeHead(TapeKind.add, side, isIoc), id, price, qty);
  if (isIoc) return now + 1;

  let newPrice = price;
  const isModified = random.uniform() < 0.2;
  if (isModified) {
    now += 30 + Math.floor(random.uniform() * 70);
    if (random.uniform() < 0.8) newPrice += side === Side.buy ? 1 : -1;
    push(messages, now, modifyHead, id, newPrice, qty + 1);
  }
  const repeatGap = (): number => 1 + Math.floor(random.uniform() * 20);
  const isCancelled = random.uniform() < 0.95;
  if (isCancelled) {
    now += Math.floor(random.exponential(CANCEL_RATE / Math.sqrt(1 + levels[index]!)));
    push(messages, now, cancelHead, id, price, qty);
    if (random.uniform() < 0.02) {
      now += repeatGap();
      push(messages, now, cancelHead, id, price, qty);
    }
  }
  if (isModified && isCancelled && random.uniform() < 0.02) {
    now += repeatGap();
    push(messages, now, modifyHead, id, newPrice, qty + 1);
  }
  return now + 1;
}

function inTimeOrder(messages: Messages): { words: Int32Array; total: number } {
  const { times, count: total } = messages;
  const order = Uint32Array.from({ length: total }, (_value, i) => i);
  order.sort((a, b) => times[a]! - times[b]! || a - b);
  const words = new Int32Array(total * TAPE_WORDS);
  for (let seq = 0; seq < total; seq++) {
    const i = order[seq]!;
    const at = seq * TAPE_WORDS;
    words[at + T.head] = messages.heads[i]!;
    words[at + T.seq] = seq;
    words[at + T.id] = messages.ids[i]!;
    words[at + T.price] = messages.prices[i]!;
    words[at + T.qty] = messages.quantities[i]!;
  }
  return { words, total };
}
