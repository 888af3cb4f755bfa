// Ledger invariants I1-I8 recomputed from the naive venue's plain state.

import { Side } from '../../shared/domain/order.ts';
import { crosses } from './venue-naive-state.ts';
import type { NaiveOrder, NaiveState } from './venue-naive-state.ts';
import { heldAsset, holdOf } from './venue-naive-money.ts';

/** Names and details of what is broken; empty when all hold. */
export function brokenNaiveInvariants(state: NaiveState): string[] {
  return [
    ...brokenSums(state),
    ...brokenHolds(state),
    ...brokenCredit(state),
    ...brokenPositions(state),
    ...brokenOrders(state),
    ...brokenBooks(state),
  ];
}

function brokenSums(state: NaiveState): string[] {
  const sums = new Map<number, bigint>();
  for (const account of state.accounts.values()) {
    for (const [asset, { available, held }] of account.balances) {
      const sum = sums.get(asset) ?? 0n;
      sums.set(asset, sum + BigInt(available) + BigInt(held));
    }
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([asset, sum]) => `I2 asset ${asset} sums to ${sum}`);
}

function brokenHolds(state: NaiveState): string[] {
  const key = (account: number, asset: number): string => `${account}:${asset}`;
  const expected = new Map<string, number>();
  for (const order of state.open.values()) {
    const instrument = state.instruments[order.instrument]!;
    const at = key(order.account, heldAsset(instrument, order.side));
    const hold = holdOf(instrument, order.side, order.price, order.leaves, order.commission);
    expected.set(at, (expected.get(at) ?? 0) + hold);
  }
  const broken: string[] = [];
  for (const account of state.accounts.values()) {
    for (const [asset, { held }] of account.balances) {
      const want = expected.get(key(account.id, asset)) ?? 0;
      if (held !== want) broken.push(`I5 account ${account.id} holds ${held}, orders say ${want}`);
    }
  }
  return broken;
}

function brokenCredit(state: NaiveState): string[] {
  const broken: string[] = [];
  for (const account of state.accounts.values()) {
    for (const [asset, { available, credit }] of account.balances) {
      const isOverdrawn = account.id !== 0 && available < -credit;
      if (isOverdrawn) broken.push(`I4 account ${account.id} asset ${asset}: ${available}`);
    }
  }
  return broken;
}

function brokenPositions(state: NaiveState): string[] {
  return state.instruments.flatMap(({ id }) => {
    const positions = [...state.accounts.values()].map((account) => account.positions.get(id));
    const sum = positions.reduce((lots, position) => lots + (position?.lots ?? 0), 0);
    return sum === 0 ? [] : [`I6 positions of instrument ${id} sum to ${sum}`];
  });
}

function brokenOrders(state: NaiveState): string[] {
  return [...state.open.values()]
    .filter(({ qty, filled, leaves }) => leaves <= 0 || filled + leaves !== qty)
    .map((order) => `I7 order ${order.id}: ${order.filled} + ${order.leaves} of ${order.qty}`);
}

function brokenBooks(state: NaiveState): string[] {
  return state.queues.flatMap(([bids, asks], instrument) => {
    const broken: string[] = [];
    const [bid] = bids;
    const [ask] = asks;
    if (bid && ask && crosses(Side.buy, bid.price, ask.price)) {
      broken.push(`I8 instrument ${instrument} is crossed`);
    }
    if (!isSorted(bids, -1) || !isSorted(asks, 1)) {
      broken.push(`I8 instrument ${instrument} is out of price order`);
    }
    return broken;
  });
}

function isSorted(queue: readonly NaiveOrder[], direction: number): boolean {
  return queue.every((order, k) => k === 0 || (order.price - queue[k - 1]!.price) * direction >= 0);
}
