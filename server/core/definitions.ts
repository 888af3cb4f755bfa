// Cold commands and events in full: assets, instruments and accounts to records and back.

import type { Asset, AssetClass, Instrument } from '../../shared/domain/instrument.ts';
import type { Phase } from '../../shared/domain/order.ts';
import { assert } from '../../shared/domain/assert.ts';
import { C, CommandKind, RECORD_BYTES, RECORD_SLOTS } from './commands.ts';

/** Numeric fields of an instrument, in their order in the record's further blocks. */
const INSTRUMENT_NUMBERS = [
  'id',
  'assetClass',
  'baseAsset',
  'quoteAsset',
  'priceScale',
  'tickStep',
  'qtyScale',
  'lotStep',
  'tickValueMinor',
  'lotBaseMinor',
  'priceLimitTicks',
  'minQtyLots',
  'maxQtyLots',
  'maxNotionalMinor',
  'bandBps',
  'marketBoundBps',
  'makerFeePpm',
  'takerFeePpm',
  'openingTicks',
  'dayEndSecond',
  'phase',
  'version',
  // Records made before these have 0 here, or no block for them: see OPTIONAL.
  'settlement',
  'buyDutyPpm',
  'sellDutyPpm',
  'minFeeMinor',
  'windowBps',
] as const satisfies readonly (keyof Instrument)[];

/** Figures of which 0 is the same as not said, and is read as that. */
const OPTIONAL = [
  'settlement',
  'buyDutyPpm',
  'sellDutyPpm',
  'minFeeMinor',
  'windowBps',
] as const satisfies readonly (keyof Instrument)[];

const NUMBER_BLOCKS = Math.ceil(INSTRUMENT_NUMBERS.length / RECORD_SLOTS);
const SYMBOL_BLOCKS = 1;
const NAME_BLOCKS = 1;

/** A record of `1 + blocks` times 64 bytes with kind and block count set. */
export function newRecord(kind: number, blocks = 0): { words: Int32Array; slots: Float64Array } {
  const slots = new Float64Array((1 + blocks) * RECORD_SLOTS);
  const words = new Int32Array(slots.buffer);
  words[C.kind] = kind;
  words[C.blocks] = blocks;
  return { words, slots };
}

/** A record with its source and its number within it: the core drops what it has seen (0: no source). */
export function newSourcedRecord(
  kind: number,
  source: number,
  sourceSeq: number,
  blocks = 0,
): { words: Int32Array; slots: Float64Array } {
  const record = newRecord(kind, blocks);
  record.words[C.source] = source;
  record.slots[C.sourceSeqSlot] = sourceSeq;
  return record;
}

export function instrumentRecord(instrument: Instrument): Int32Array {
  const blocks = NUMBER_BLOCKS + SYMBOL_BLOCKS + NAME_BLOCKS;
  const { words, slots } = newRecord(CommandKind.defineInstrument, blocks);
  words[C.instrument] = instrument.id;
  INSTRUMENT_NUMBERS.forEach((field, k) => {
    slots[RECORD_SLOTS + k] = instrument[field] ?? 0;
  });
  const bytes = new Uint8Array(words.buffer);
  const symbolAt = RECORD_BYTES * (1 + NUMBER_BLOCKS);
  writeText(bytes, symbolAt, RECORD_BYTES, instrument.symbol);
  writeText(bytes, symbolAt + RECORD_BYTES, RECORD_BYTES, instrument.name);
  return words;
}

export function readInstrument(words: Int32Array, at: number): Instrument {
  const bytes = new Uint8Array(words.buffer, words.byteOffset + at * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const numbers: Record<string, number> = {};
  const blocks = words[at + C.blocks]! - SYMBOL_BLOCKS - NAME_BLOCKS;
  INSTRUMENT_NUMBERS.slice(0, blocks * RECORD_SLOTS).forEach((field, k) => {
    numbers[field] = view.getFloat64(RECORD_BYTES + k * 8, true);
  });
  const symbolAt = RECORD_BYTES * (1 + blocks);
  for (const field of OPTIONAL) if (numbers[field] === 0) delete numbers[field];
  return {
    ...(numbers as unknown as Instrument),
    assetClass: numbers['assetClass'] as AssetClass,
    phase: numbers['phase'] as Phase,
    symbol: readText(bytes, symbolAt, RECORD_BYTES),
    name: readText(bytes, symbolAt + RECORD_BYTES, RECORD_BYTES),
  };
}

export function assetRecord(asset: Asset): Int32Array {
  const { words } = newRecord(CommandKind.defineAsset, 1);
  words[C.instrument] = asset.id;
  words[C.price] = asset.scale;
  writeText(new Uint8Array(words.buffer), RECORD_BYTES, RECORD_BYTES, asset.code);
  return words;
}

export function readAsset(words: Int32Array, at: number): Asset {
  const bytes = new Uint8Array(words.buffer, words.byteOffset + at * 4);
  return {
    id: words[at + C.instrument]!,
    scale: words[at + C.price]!,
    code: readText(bytes, RECORD_BYTES, RECORD_BYTES),
  };
}

/** Opens an account. `openOrdersMax` 0 takes the venue's default limit. */
export function accountRecord(account: number, openOrdersMax = 0): Int32Array {
  const { words } = newRecord(CommandKind.openAccount);
  words[C.account] = account;
  words[C.qty] = openOrdersMax;
  return words;
}

export function transferRecord(
  account: number,
  asset: number,
  amountMinor: number,
  source: number,
  sourceSeq: number,
  reference = 0,
): Int32Array {
  const { words, slots } = newSourcedRecord(CommandKind.transfer, source, sourceSeq);
  words[C.account] = account;
  words[C.instrument] = asset;
  slots[C.clientOrderIdSlot] = amountMinor;
  slots[C.orderIdSlot] = reference;
  return words;
}

export function moveRecord(
  from: number,
  to: number,
  asset: number,
  amountMinor: number,
  source: number,
  sourceSeq: number,
  reference = 0,
): Int32Array {
  const { words, slots } = newSourcedRecord(CommandKind.move, source, sourceSeq);
  words[C.account] = from;
  words[C.price] = to;
  words[C.instrument] = asset;
  slots[C.clientOrderIdSlot] = amountMinor;
  slots[C.orderIdSlot] = reference;
  return words;
}

/** The kill switch of an account, an instrument or (both -1) the venue. */
export function killRecord(
  account: number,
  instrument: number,
  source = 0,
  sourceSeq = 0,
): Int32Array {
  const { words } = newSourcedRecord(CommandKind.kill, source, sourceSeq);
  words[C.account] = account;
  words[C.instrument] = instrument;
  return words;
}

export function venueRecord(halted: boolean, source = 0, sourceSeq = 0): Int32Array {
  const { words } = newSourcedRecord(CommandKind.setVenue, source, sourceSeq);
  words[C.price] = halted ? 1 : 0;
  return words;
}

/** Moves the business day to `day` (days since 1970) and settles what is due. */
export function businessDayRecord(day: number, source = 0, sourceSeq = 0): Int32Array {
  const { words } = newSourcedRecord(CommandKind.businessDay, source, sourceSeq);
  words[C.qty] = day;
  return words;
}

/** The account's next delivery in the instrument fails by up to `lots`; 0 takes it back. */
export function failDeliveryRecord(
  account: number,
  instrument: number,
  lots: number,
  source = 0,
  sourceSeq = 0,
): Int32Array {
  const { words } = newSourcedRecord(CommandKind.failDelivery, source, sourceSeq);
  words[C.account] = account;
  words[C.instrument] = instrument;
  words[C.qty] = lots;
  return words;
}

export function creditRecord(account: number, asset: number, creditMinor: number): Int32Array {
  const { words, slots } = newRecord(CommandKind.setCredit);
  words[C.account] = account;
  words[C.instrument] = asset;
  slots[C.clientOrderIdSlot] = creditMinor;
  return words;
}

// Texts are UTF-8 padded with zeros. The core has neither TextEncoder nor Buffer, and needs only this.
function writeText(bytes: Uint8Array, at: number, room: number, text: string): void {
  let k = at;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    assert(k + size <= at + room, `text too long for its field: ${text}`);
    if (size === 1) {
      bytes[k++] = code;
      continue;
    }
    bytes[k++] = ((0xf00 >> size) & 0xff) | (code >> (6 * (size - 1)));
    for (let shift = 6 * (size - 2); shift >= 0; shift -= 6) {
      bytes[k++] = 0x80 | ((code >> shift) & 0x3f);
    }
  }
}

function readText(bytes: Uint8Array, at: number, room: number): string {
  let text = '';
  for (let k = at; k < at + room && bytes[k] !== 0;) {
    const first = bytes[k++]!;
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let n = 0; n < more; n++) code = (code << 6) | (bytes[k++]! & 0x3f);
    text += String.fromCodePoint(code);
  }
  return text;
}
