// State of the naive venue: plain objects, Maps and arrays, so that structuredClone is its snapshot.

import { VENUE_ACCOUNTS } from '../core/commands.ts';
import type { EngineCapacity } from '../core/engine-port.ts';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { assert } from '../../shared/domain/assert.ts';
import { Side, type PhaseCause } from '../../shared/domain/order.ts';

export interface NaiveBalance {
  available: number;
  held: number;
  credit: number;
}

export interface NaivePosition {
  lots: number;
  cost: number;
  realised: number;
}

export interface NaiveAccount {
  id: number;
  /** 0: the venue's default. */
  openOrdersMax: number;
  openOrders: number;
  blocked: boolean;
  privateSeq: number;
  balances: Map<number, NaiveBalance>;
  positions: Map<number, NaivePosition>;
  /** µs at which the dead-man's switch is due; undefined: off. */
  deadManDue: number | undefined;
  /** Parts per million off the commission. */
  discounts: { maker: number; taker: number };
}

export interface NaiveOrder {
  id: number;
  account: number;
  instrument: number;
  side: number;
  type: number;
  tif: number;
  flags: number;
  stp: number;
  /** Bits 8-20 of word 0 of its command. */
  attributes: number;
  price: number;
  /** Total quantity: filled and leaves. */
  qty: number;
  leaves: number;
  filled: number;
  clientOrderId: number;
  session: number;
  /** Effective second of expiry, 0: none. */
  expire: number;
  /** Commission by the rate so far, and what of it was charged. */
  commission: { byRate: number; charged: number };
}

/** What is remembered under a client order id: the request as sent, and its first answer. */
export interface NaiveMemory {
  request: string;
  orderId: number;
  code: number;
}

export interface NaiveOwed {
  readonly account: number;
  readonly instrument: number;
  readonly day: number;
  lots: number;
  money: number;
  /** Lots bought that may not be sold yet. */
  locked: number;
  /** First value date that it missed, 0: none; and what it paid for that. */
  failing: number;
  penalty: number;
}

/** The prices between which an instrument trades; high 0: it has no window. */
export interface NaiveWindow {
  low: number;
  high: number;
  reference: number;
  /** Where its fall of the day is counted from, 0: it has no window. */
  dayReference: number;
  /** How many times its width it reaches to each side. */
  times: number;
  limitSince: number;
  /** The 30 seconds that its last clock command fell in. */
  halfMinute: number;
  trades: { halfMinute: number; price: number }[];
}

export interface NaiveState {
  capacity: EngineCapacity;
  assets: Asset[];
  instruments: Instrument[];
  /** Last trade price by instrument, 0 before the first trade. */
  lastPrice: number[];
  accounts: Map<number, NaiveAccount>;
  /** Resting orders by id, and by instrument and side in order of price, then time. */
  open: Map<number, NaiveOrder>;
  queues: [NaiveOrder[], NaiveOrder[]][];
  /** By "account:clientOrderId", oldest first. */
  remembered: Map<string, NaiveMemory>;
  sources: Map<number, number>;
  /** How often each slot was used; index 0 is not a slot. */
  generations: number[];
  freeSlots: number[];
  lastTradeId: number;
  venueHalted: boolean;
  /** Rows of limits by "account:instrument" (0: everybody, -1: all instruments). */
  limits: Map<string, number[]>;
  /** Orders that passed the limits, by account: when, and which. */
  passed: Map<number, { time: number; what: string }[]>;
  /** µs up to which the orders of an account are paid for. */
  paidUpTo: Map<number, number>;
  /** Day that operations set, 0: none yet. */
  businessDay: number;
  /** What is still to be delivered and paid, one row for account, instrument and value date. */
  owed: NaiveOwed[];
  /** Lots that will fail, by "account:instrument". */
  fails: Map<string, number>;
  /** Parts per million a day, by asset class. */
  penaltyPpm: number[];
  windows: NaiveWindow[];
  /** When the auction of an instrument ends, and why it is held. */
  calls: { until: number; cause: PhaseCause }[];
  /** Orders that stand beside the book, by instrument, the oldest first. */
  collected: NaiveOrder[][];
  marketSteps: number[];
}

const SLOTS_PER_GENERATION = 2 ** 20;

export function newNaiveState(capacity: EngineCapacity): NaiveState {
  const state: NaiveState = {
    capacity,
    assets: [],
    instruments: [],
    lastPrice: [],
    accounts: new Map(),
    open: new Map(),
    queues: [],
    remembered: new Map(),
    sources: new Map(),
    generations: [0],
    freeSlots: [],
    lastTradeId: 0,
    venueHalted: false,
    limits: new Map(),
    passed: new Map(),
    paidUpTo: new Map(),
    businessDay: 0,
    owed: [],
    fails: new Map(),
    penaltyPpm: [0, 0, 0, 0, 0],
    windows: [],
    calls: [],
    collected: [],
    marketSteps: [0, 0, 0, 0, 0],
  };
  for (const id of VENUE_ACCOUNTS) state.accounts.set(id, newNaiveAccount(id));
  return state;
}

export function newNaiveAccount(id: number): NaiveAccount {
  return {
    id,
    openOrdersMax: 0,
    openOrders: 0,
    blocked: false,
    privateSeq: 0,
    balances: new Map(),
    positions: new Map(),
    deadManDue: undefined,
    discounts: { maker: 0, taker: 0 },
  };
}

export function accountOf(state: NaiveState, id: number): NaiveAccount {
  const account = state.accounts.get(id);
  assert(account !== undefined, `account ${id} exists`);
  return account;
}

export function balanceOf(state: NaiveState, account: number, asset: number): NaiveBalance {
  const balances = accountOf(state, account).balances;
  let balance = balances.get(asset);
  if (balance === undefined) {
    balance = { available: 0, held: 0, credit: 0 };
    balances.set(asset, balance);
  }
  return balance;
}

export function positionOf(state: NaiveState, account: number, instrument: number): NaivePosition {
  const positions = accountOf(state, account).positions;
  let position = positions.get(instrument);
  if (position === undefined) {
    position = { lots: 0, cost: 0, realised: 0 };
    positions.set(instrument, position);
  }
  return position;
}

export function slotOf(orderId: number): number {
  return orderId % SLOTS_PER_GENERATION;
}

export function slotIsLeft(state: NaiveState): boolean {
  return state.freeSlots.length > 0 || state.generations.length < state.capacity.orders;
}

export function takeOrderId(state: NaiveState): number {
  const slot = state.freeSlots.pop() ?? state.generations.push(0) - 1;
  state.generations[slot]! += 1;
  return state.generations[slot]! * SLOTS_PER_GENERATION + slot;
}

export function giveBackOrderId(state: NaiveState, orderId: number): void {
  state.freeSlots.push(slotOf(orderId));
}

export function queueOf(state: NaiveState, instrument: number, side: number): NaiveOrder[] {
  return state.queues[instrument]![side]!;
}

/** Whether a price of `side` would trade with the opposite price. */
export function crosses(side: number, price: number, oppositePrice: number): boolean {
  return side === Side.buy ? price >= oppositePrice : price <= oppositePrice;
}

/** Rests an order behind every order of a better or the same price. */
export function enqueue(state: NaiveState, order: NaiveOrder): void {
  const queue = queueOf(state, order.instrument, order.side);
  const isWorse = (other: NaiveOrder): boolean =>
    order.side === Side.buy ? other.price < order.price : other.price > order.price;
  const before = queue.findLastIndex((other) => !isWorse(other));
  queue.splice(before + 1, 0, order);
  state.open.set(order.id, order);
  accountOf(state, order.account).openOrders += 1;
}

/** An open order that waits for the end of an auction. */
export function collect(state: NaiveState, order: NaiveOrder): void {
  state.collected[order.instrument]!.push(order);
  state.open.set(order.id, order);
  accountOf(state, order.account).openOrders += 1;
}

export function isCollected(state: NaiveState, order: NaiveOrder): boolean {
  return state.collected[order.instrument]!.includes(order);
}

export function secondsOf({ timeMicros }: { timeMicros: number }): number {
  return Math.floor(timeMicros / 1e6);
}

export function dequeue(state: NaiveState, order: NaiveOrder): void {
  const waiting = state.collected[order.instrument]!;
  const queue = waiting.includes(order) ? waiting : queueOf(state, order.instrument, order.side);
  queue.splice(queue.indexOf(order), 1);
  state.open.delete(order.id);
  accountOf(state, order.account).openOrders -= 1;
}
