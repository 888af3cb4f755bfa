// A market frame read update by update, without an object for the quotes: for readers that take them by
// the million. What it accepts, and in which order it hands it on, is what decodeServer accepts.

import { readUpdate } from './decode-message.ts';
import type { MsgpackReader } from './reader.ts';
import { SERVER_MESSAGES, UPDATES, type Update } from './schema.ts';

export interface MarketVisitor {
  quote(
    topicId: number,
    seq: number,
    bid: number,
    bidLots: number,
    spread: number,
    askLots: number,
  ): void;
  /** Every update that is no quote. */
  update(update: Update): void;
  /** All updates of the frame have been handed on. */
  frame(engineMicros: number, sendMicros: number): void;
}

const MARKET = SERVER_MESSAGES.market.kind;
const QUOTE = UPDATES.quote.kind;
const QUOTE_FIELDS = UPDATES.quote.fields.length;
const FRAME_FIELDS = SERVER_MESSAGES.market.fields.length;
/** A kind and the fields of a quote take one byte each as an array's head and as its kind. */
const QUOTE_HEAD = 0x90 | (QUOTE_FIELDS + 1);

const values = new Float64Array(QUOTE_FIELDS);

/** False: the frame is none of the market, nothing was read. A frame that breaks off has been handed on
 * up to there; `reader.ok` tells. */
export function visitMarketFrame(reader: MsgpackReader, visitor: MarketVisitor): boolean {
  if (!reader.startsWith(0x90 | (FRAME_FIELDS + 1), MARKET)) return false;
  reader.array();
  reader.int();
  const engineMicros = reader.int();
  const sendMicros = reader.int();
  if (engineMicros < 0 || sendMicros < 0) reader.refuse();
  const count = reader.array();
  for (let k = 0; k < count && reader.ok; k++) visitUpdate(reader, visitor);
  if (reader.ok) visitor.frame(engineMicros, sendMicros);
  return true;
}

function visitUpdate(reader: MsgpackReader, visitor: MarketVisitor): void {
  if (reader.startsWith(QUOTE_HEAD, QUOTE)) {
    reader.pass(2);
    reader.uints(values, QUOTE_FIELDS);
    if (!reader.ok) return;
    visitor.quote(values[0], values[1], values[2], values[3], values[4], values[5]);
    return;
  }
  const update = readUpdate(reader);
  if (!reader.ok || update === undefined) return;
  if (update.is === 'quote') {
    const { topicId, seq, bid, bidLots, spread, askLots } = update;
    visitor.quote(topicId, seq, bid, bidLots, spread, askLots);
  } else {
    visitor.update(update);
  }
}
