// Compares the state dump of an engine with the naive venue's state: accounts, balances, positions,
// open orders, levels.

import { RECORD_WORDS, VENUE_ACCOUNTS } from '../core/commands.ts';
import type { Engine } from '../core/engine-port.ts';
import { EventKind, furtherBlocks } from '../core/events.ts';
import { isCollected, type NaiveState } from './venue-naive-state.ts';

const { account, balance, position, openOrder, level } = EventKind;
const COMPARED: ReadonlySet<number> = new Set([account, balance, position, openOrder, level]);

/** The first lines that only one of the two has; undefined when they tell the same. */
export function dumpDifference(engine: Engine, state: NaiveState): string | undefined {
  const fast = new Set(fastLines(engine));
  const naive = new Set(naiveLines(state));
  const onlyFast = [...fast].filter((line) => !naive.has(line));
  const onlyNaive = [...naive].filter((line) => !fast.has(line));
  if (onlyFast.length + onlyNaive.length === 0) return undefined;
  const shown = (lines: string[]): string => lines.slice(0, 5).join(' | ');
  return `state: only the engine has ${shown(onlyFast)}; only the naive one ${shown(onlyNaive)}`;
}

function fastLines(engine: Engine): string[] {
  const lines: string[] = [];
  engine.dump((words, blocks) => {
    const copy = words.slice(0, blocks * RECORD_WORDS);
    const slots = new Float64Array(copy.buffer);
    for (let at = 0; at < copy.length; at += RECORD_WORDS * (1 + furtherBlocks(copy, at))) {
      const kind = copy[at]! & 0xff;
      if (!COMPARED.has(kind)) continue;
      const line = fastLine(kind, copy.subarray(at), slots.subarray(at / 2));
      if (line !== undefined) lines.push(line);
    }
  });
  return lines;
}

function fastLine(kind: number, w: Int32Array, f: Float64Array): string | undefined {
  switch (kind) {
    case account:
      return !VENUE_ACCOUNTS.some((id) => id === w[1]) ? `account ${w[1]} seq ${w[10]}` : undefined;
    case balance:
      return f[3] === 0 && f[4] === 0 ? undefined : `balance ${w[1]} ${w[2]}: ${f[3]} ${f[4]}`;
    case position: {
      const [lots, cost, realised] = [f[3]!, f[4]!, f[5]!];
      const isEmpty = lots === 0 && cost === 0 && realised === 0;
      return isEmpty ? undefined : `position ${w[1]} ${w[2]}: ${lots} ${cost} ${realised}`;
    }
    case openOrder:
      return `order ${f[3]} ${f[4]} of ${w[1]} ${w[2]}: ${[3, 4, 5, 10, 11, 12].map((k) => w[k]).join(' ')}`;
    default:
      return `level ${w[2]} ${w[1]} ${w[3]}: ${f[3]} ${w[4]}`;
  }
}

function naiveLines(state: NaiveState): string[] {
  const lines: string[] = [];
  for (const { id, privateSeq, balances, positions } of state.accounts.values()) {
    if (!VENUE_ACCOUNTS.some((own) => own === id)) lines.push(`account ${id} seq ${privateSeq}`);
    for (const [asset, { available, held }] of balances) {
      if (available !== 0 || held !== 0) lines.push(`balance ${id} ${asset}: ${available} ${held}`);
    }
    for (const [instrument, { lots, cost, realised }] of positions) {
      const isEmpty = lots === 0 && cost === 0 && realised === 0;
      if (!isEmpty) lines.push(`position ${id} ${instrument}: ${lots} ${cost} ${realised}`);
    }
  }
  const levels = new Map<string, { lots: number; orders: number }>();
  for (const order of state.open.values()) {
    const { id, clientOrderId, account: owner, instrument, side, price, qty } = order;
    const { attributes, leaves, expire, filled } = order;
    const words = [price, qty, attributes, leaves, expire, filled].join(' ');
    lines.push(`order ${id} ${clientOrderId} of ${owner} ${instrument}: ${words}`);
    if (isCollected(state, order)) continue;
    const key = `level ${instrument} ${side} ${price}`;
    const sum = levels.get(key) ?? { lots: 0, orders: 0 };
    levels.set(key, { lots: sum.lots + leaves, orders: sum.orders + 1 });
  }
  for (const [key, { lots, orders }] of levels) lines.push(`${key}: ${lots} ${orders}`);
  return lines;
}
