// Reports of a bare book on a tape, and the two published ways to hash them.

import { createHash } from 'node:crypto';

export const Report = {
  accepted: 0,
  trade: 1,
  cancelled: 2,
  modified: 3,
  cancelRejected: 4,
  modifyRejected: 5,
} as const;

/** `id` is the order's, of a trade the maker's; `taker` counts in trades only. */
export type ReportSink = (
  type: number,
  seq: number,
  side: number,
  id: number,
  price: number,
  qty: number,
  taker: number,
) => void;

export interface ReportHash {
  readonly take: ReportSink;
  hex(): string;
}

const FNV_PRIME = 16_777_619;
const MURMUR_MULTIPLIER = 0x5bd1e995;

/** Hash of the standard tapes: two lanes over 32-bit words. The words of a report are its type and
 * id, then price (not of a refusal), quantity (accepted and trade) and taker (trade). */
export function tapeHash(): ReportHash {
  let first = 0x811c9dc5;
  let second = 0x01000193;
  const word = (value: number): void => {
    first = Math.imul(first ^ value, FNV_PRIME);
    second = Math.imul(second ^ value, MURMUR_MULTIPLIER) ^ (second >>> 13);
  };
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return {
    take(type, _seq, _side, id, price, qty, taker) {
      word(type);
      word(id);
      if (type !== Report.cancelRejected) word(price);
      if (type === Report.accepted || type === Report.trade) word(qty);
      if (type === Report.trade) word(taker);
    },
    hex: () => hex(first) + hex(second),
  };
}

const FLUSH_LINES = 20_000;

/** SHA-256 of the canonical report text of the consensus workload: a line per report, the reports of
 * one message in order of their type. */
export function consensusHash(): ReportHash {
  const hash = createHash('sha256');
  let lines: string[] = [];
  let message: [type: number, line: string][] = [];
  let messageSeq = -1;
  let isFirst = true;

  const flushLines = (): void => {
    if (lines.length === 0) return;
    hash.update((isFirst ? '' : '\n') + lines.join('\n'));
    isFirst = false;
    lines = [];
  };
  const endMessage = (): void => {
    message.sort((a, b) => a[0] - b[0]);
    for (const [, line] of message) lines.push(line);
    message = [];
    if (lines.length > FLUSH_LINES) flushLines();
  };
  return {
    take(type, seq, side, id, price, qty, taker) {
      if (seq !== messageSeq) endMessage();
      messageSeq = seq;
      message.push([type, canonicalLine(type, seq, side, id, price, qty, taker)]);
    },
    hex() {
      endMessage();
      flushLines();
      return hash.digest('hex');
    },
  };
}

function canonicalLine(...[type, seq, side, id, price, qty, taker]: Parameters<ReportSink>) {
  switch (type) {
    case Report.accepted:
    case Report.modified:
      return [type, seq, side, id, price, qty].join();
    case Report.trade:
      return [type, seq, price, qty, id, taker].join();
    case Report.cancelled:
      return [type, seq, side, id, price].join();
    default:
      return [type, seq, id].join();
  }
}
