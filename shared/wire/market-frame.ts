// The server's hot path on the wire: updates encoded once per topic, joined per client into one frame.
//
// The writers below take plain numbers and either writer (MessagePack or JSON), allocate nothing, and
// write exactly what encodeUpdate writes for the same update; `writer.take()` then gives the part.

import type { TradingStatus } from '../domain/trading-status.ts';
import { SERVER_MESSAGES, UPDATES, type Report } from './schema.ts';
import { encodeReport } from './encode-message.ts';
import { JsonWriter } from './json-writer.ts';
import { MsgpackWriter, type Writer } from './writer.ts';

export { encodeUpdate } from './encode-message.ts';

const QUOTE = UPDATES.quote.kind;
const DEPTH_SNAPSHOT = UPDATES.depthSnapshot.kind;
const DEPTH_DELTA = UPDATES.depthDelta.kind;
const DEPTH_CHECKSUM = UPDATES.depthChecksum.kind;
const TRADE = UPDATES.trade.kind;
const BAR = UPDATES.bar.kind;
const STATUS = UPDATES.status.kind;
const RESYNC = UPDATES.resync.kind;
const MARKET = SERVER_MESSAGES.market.kind;
const PRIVATE = SERVER_MESSAGES.private.kind;

export function writeQuote(
  writer: Writer,
  topicId: number,
  seq: number,
  bid: number,
  bidLots: number,
  spread: number,
  askLots: number,
): void {
  begin(writer, 7, QUOTE, topicId, seq);
  writer.uint(bid);
  writer.uint(bidLots);
  writer.uint(spread);
  writer.uint(askLots);
  writer.end();
}

export function writeTrade(
  writer: Writer,
  topicId: number,
  seq: number,
  price: number,
  lots: number,
  aggressor: number,
  tradeId: number,
  timeMicros: number,
): void {
  begin(writer, 8, TRADE, topicId, seq);
  writer.uint(price);
  writer.uint(lots);
  writer.uint(aggressor);
  writer.uint(tradeId);
  writer.uint(timeMicros);
  writer.end();
}

export function writeBar(
  writer: Writer,
  topicId: number,
  seq: number,
  openSeconds: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  trades: number,
): void {
  begin(writer, 10, BAR, topicId, seq);
  writer.uint(openSeconds);
  writer.uint(open);
  writer.uint(high);
  writer.uint(low);
  writer.uint(close);
  writer.uint(volume);
  writer.uint(trades);
  writer.end();
}

/** `flat`: offset, lots, offset, lots, …: `bids` bid levels, then the asks; `length` integers of it. */
export function writeDepthDelta(
  writer: Writer,
  topicId: number,
  seq: number,
  bids: number,
  flat: ArrayLike<number>,
  length: number = flat.length,
): void {
  begin(writer, 4 + length, DEPTH_DELTA, topicId, seq);
  writer.uint(bids);
  for (let i = 0; i < length; i++) writer.int(flat[i]);
  writer.end();
}

export function writeDepthSnapshot(
  writer: Writer,
  topicId: number,
  seq: number,
  base: number,
  checksum: number,
  bids: number,
  flat: ArrayLike<number>,
  length: number = flat.length,
): void {
  begin(writer, 6 + length, DEPTH_SNAPSHOT, topicId, seq);
  writer.uint(base);
  writer.uint(checksum);
  writer.uint(bids);
  for (let i = 0; i < length; i++) writer.int(flat[i]);
  writer.end();
}

export function writeDepthChecksum(
  writer: Writer,
  topicId: number,
  seq: number,
  checksum: number,
): void {
  begin(writer, 4, DEPTH_CHECKSUM, topicId, seq);
  writer.uint(checksum);
  writer.end();
}

export function writeStatus(
  writer: Writer,
  topicId: number,
  seq: number,
  instrument: number,
  status: TradingStatus,
): void {
  begin(writer, 13, STATUS, topicId, seq);
  writer.uint(instrument);
  writer.uint(status.phase);
  writer.uint(status.cause);
  writer.uint(status.until);
  writer.uint(status.windowLow);
  writer.uint(status.windowHigh);
  writer.uint(status.limitSince);
  writer.uint(status.auctionPrice);
  writer.uint(status.auctionLots);
  writer.int(status.auctionSurplus);
  writer.end();
}

export function writeResync(
  writer: Writer,
  topicId: number,
  seq: number,
  skipped: number,
  reason: number,
): void {
  begin(writer, 5, RESYNC, topicId, seq);
  writer.uint(skipped);
  writer.uint(reason);
  writer.end();
}

const frames = new MsgpackWriter(256 * 1024);
const privateFrames = new MsgpackWriter(4096);
const texts = new JsonWriter();

/**
 * One market frame of the first `count` encoded updates. The bytes lie in one pooled buffer and are
 * valid until the next call: hand them to the socket at once, or copy them.
 */
export function assembleMarketFrame(
  engineMicros: number,
  sendMicros: number,
  parts: readonly Uint8Array[],
  count: number = parts.length,
): Uint8Array {
  frames.reset();
  beginMarket(frames, engineMicros, sendMicros, count);
  for (let i = 0; i < count; i++) frames.raw(parts[i]);
  return frames.take();
}

/** The same in JSON. */
export function assembleMarketText(
  engineMicros: number,
  sendMicros: number,
  parts: readonly string[],
  count: number = parts.length,
): string {
  beginMarket(texts, engineMicros, sendMicros, count);
  for (let i = 0; i < count; i++) texts.raw(parts[i]);
  texts.end();
  texts.end();
  return texts.take();
}

/** What one command did to an account, as bytes of their own (they are kept for resume). */
export function encodePrivateFrame(
  seq: number,
  prev: number,
  engineMicros: number,
  commandSeq: number,
  reports: readonly Report[],
): Uint8Array {
  writePrivate(privateFrames, seq, prev, engineMicros, commandSeq, reports);
  return privateFrames.takeOwned();
}

/** The same in JSON. */
export function encodePrivateText(
  seq: number,
  prev: number,
  engineMicros: number,
  commandSeq: number,
  reports: readonly Report[],
): string {
  writePrivate(texts, seq, prev, engineMicros, commandSeq, reports);
  return texts.take();
}

function begin(writer: Writer, count: number, kind: number, topicId: number, seq: number): void {
  writer.array(count);
  writer.uint(kind);
  writer.uint(topicId);
  writer.uint(seq);
}

function beginMarket(
  writer: Writer,
  engineMicros: number,
  sendMicros: number,
  count: number,
): void {
  writer.array(4);
  writer.uint(MARKET);
  writer.uint(engineMicros);
  writer.uint(sendMicros);
  writer.array(count);
}

function writePrivate(
  writer: Writer,
  seq: number,
  prev: number,
  engineMicros: number,
  commandSeq: number,
  reports: readonly Report[],
): void {
  writer.array(6);
  writer.uint(PRIVATE);
  writer.uint(seq);
  writer.uint(prev);
  writer.uint(engineMicros);
  writer.uint(commandSeq);
  writer.array(reports.length);
  for (const report of reports) encodeReport(writer, report);
  writer.end();
  writer.end();
}
