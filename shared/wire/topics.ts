// The grammar of topics: what a market-data subscriber asks for, and what it is granted.
//
//   quote.<symbol>[@<ms>]   depth.<symbol>.<5|10|20|full>[@<ms>]   trade.<symbol>[@<ms>]
//   bar.<symbol>.<1|60|300|900|3600|86400>[@<ms>]   stats.<symbol>[@<ms>]   status   instruments
//
// <symbol> may be `*`. <ms> is one of INTERVALS_MS; left out it is 0 for trade, 100 for the others.

import { BAR_SPANS } from '../domain/quote.ts';
import { DEPTHS, INTERVALS_MS } from '../domain/limits.ts';

export const CHANNELS = [
  'quote',
  'depth',
  'trade',
  'bar',
  'stats',
  'status',
  'instruments',
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Topic {
  readonly channel: Channel;
  /** Symbol, `*` for all, empty for status and instruments. */
  readonly symbol: string;
  /** Depth levels (0 full) or bar span in seconds; 0 for the other channels. */
  readonly parameter: number;
  readonly intervalMs: number;
}

const PATTERN =
  /^(quote|depth|trade|bar|stats|status|instruments)(?:\.([A-Za-z0-9/*_-]{1,16}))?(?:\.(full|\d{1,5}))?(?:@(\d{1,4}))?$/;

/** The topic that a text names, or undefined when it names none. */
export function parseTopic(text: string): Topic | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const channel = match[1] as Channel;
  const symbol = match[2] ?? '';
  const given = match[3];
  const global = channel === 'status' || channel === 'instruments';
  if (global !== (symbol === '')) return undefined;
  const parameter = given === 'full' ? 0 : Number(given ?? 0);
  if (channel === 'depth') {
    if (given === undefined || !(DEPTHS as readonly number[]).includes(parameter)) return undefined;
    if (given === '0') return undefined;
  } else if (channel === 'bar') {
    if (given === 'full' || !(BAR_SPANS as readonly number[]).includes(parameter)) return undefined;
  } else if (given !== undefined) {
    return undefined;
  }
  const intervalMs = match[4] === undefined ? defaultInterval(channel) : Number(match[4]);
  if (!(INTERVALS_MS as readonly number[]).includes(intervalMs)) return undefined;
  if (global && match[4] !== undefined) return undefined;
  return { channel, symbol, parameter, intervalMs };
}

/** The full text of a topic, as granted. */
export function formatTopic(topic: Topic): string {
  const { channel, symbol, parameter, intervalMs } = topic;
  if (symbol === '') return channel;
  const middle =
    channel === 'depth'
      ? `.${parameter === 0 ? 'full' : String(parameter)}`
      : channel === 'bar'
        ? `.${String(parameter)}`
        : '';
  return `${channel}.${symbol}${middle}@${String(intervalMs)}`;
}

function defaultInterval(channel: Channel): number {
  return channel === 'trade' || channel === 'status' || channel === 'instruments' ? 0 : 100;
}
