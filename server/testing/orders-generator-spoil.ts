// Spoils one field of a command record, so that a generated stream contains refusals of every kind.

import { C, CommandKind, RECORD_BYTES, RECORD_SLOTS } from '../core/commands.ts';
import { OrderType, TimeInForce } from '../../shared/domain/order.ts';
import type { Prng } from './prng.ts';

const TYPE_SHIFT = 9;
const TIF_SHIFT = 11;
const TIF_BITS = 7 << TIF_SHIFT;

type Spoiler = (words: Int32Array, slots: Float64Array, random: Prng, nowMicros: number) => void;

function setTif(words: Int32Array, tif: number): void {
  words[C.kind] = (words[C.kind]! & ~TIF_BITS) | (tif << TIF_SHIFT);
}

const PLACE_SPOILERS: readonly Spoiler[] = [
  (words, _slots, random) => (words[C.qty] = random.pick([0, -1, 1, 501, 0x7fffffff])),
  (words, _slots, random) => (words[C.price] = random.pick([0, -1, 64, 1_024, 4_096, 0x7fffffff])),
  (words, _slots, random) => (words[C.price] = random.below(4_095) + 1),
  (words, _slots, random) => (words[C.instrument] = random.pick([-1, 3, 99, 1_024])),
  (words, _slots, random) => setTif(words, random.below(8)),
  (words) => (words[C.kind]! |= OrderType.market << TYPE_SHIFT),
  (words) => (words[C.kind]! |= 7 << 14),
  (words, _slots, _random, nowMicros) => {
    setTif(words, TimeInForce.gtd);
    words[C.seconds] = Math.floor(nowMicros / 1e6);
  },
];

const SPOILERS: readonly Spoiler[] = [
  (words, _slots, random) => (words[C.account] = random.pick([-1, 0, 1, 5, 6, 12, 63, 64, 5_000])),
  (words, slots, random, nowMicros) => {
    words[C.source] = 0;
    slots[C.deadlineSlot] = nowMicros - random.below(2);
  },
  (words, _slots, random) => (words[C.source] = random.pick([-1, 65_536])),
  (words, slots) => {
    words[C.source] = 1;
    slots[C.sourceSeqSlot] = 1;
  },
];

const CANCEL_SPOILERS: readonly Spoiler[] = [
  (_words, slots, random) => (slots[C.orderIdSlot] = random.pick([1, 2 ** 20, 2 ** 40, -1, 0.5])),
  (words, _slots, random) => (words[C.price] = random.pick([-1, 64, 1_024, 4_096])),
  (words, _slots, random) => (words[C.qty] = random.pick([-1, 1, 61, 501])),
  (words, _slots, random) => (words[C.instrument] = random.pick([-2, 3, 99])),
];

const AMOUNT_SPOILERS: readonly Spoiler[] = [
  (_words, slots, random) =>
    (slots[C.clientOrderIdSlot] = random.pick([0, -1, 0.5, NaN, 2 ** 53, -(2 ** 52), 2 ** 53 - 1])),
  (words, _slots, random) => (words[C.instrument] = random.pick([-1, 4, 256, 9_999])),
  (words, _slots, random) => (words[C.price] = random.pick([-1, 0, 5, 6, 63, 64])),
];

const FEE_SPOILERS: readonly Spoiler[] = [
  (words, _slots, random) => (words[C.price] = random.pick([-1, 1_000_001, 0x7fffffff])),
  (words, _slots, random) => (words[C.qty] = random.pick([-1, 1_000_001, 0x7fffffff])),
  (words, _slots, random) => (words[C.instrument] = random.pick([-1, 3, 99, 1_024])),
];

export function spoil(record: Int32Array, random: Prng, nowMicros: number): void {
  const kind = record[C.kind]! & 0xff;
  const { defineAsset, defineInstrument, setLimits, businessDay } = CommandKind;
  const isDefinition = kind === defineAsset || kind === defineInstrument || kind === businessDay;
  if (kind === setLimits && random.chance(1, 2)) {
    const figures = new Float64Array(record.buffer, record.byteOffset + RECORD_BYTES);
    figures[random.below(8)] = random.pick([-1, 0.5, NaN, 2 ** 53, 2 ** 31, 64]);
    return;
  }
  if (isDefinition) return;
  const slots = new Float64Array(record.buffer, record.byteOffset, RECORD_SLOTS);
  random.pick([...SPOILERS, ...spoilersOf(kind)])(record, slots, random, nowMicros);
}

function spoilersOf(kind: number): readonly Spoiler[] {
  if (kind === CommandKind.place) return PLACE_SPOILERS;
  if (kind === CommandKind.setFees) return FEE_SPOILERS;
  const { transfer, setCredit, move } = CommandKind;
  if (kind === transfer || kind === setCredit || kind === move) return AMOUNT_SPOILERS;
  const hasNoLimit = kind < CommandKind.defineAsset || kind === CommandKind.setPhase;
  return hasNoLimit ? CANCEL_SPOILERS : [];
}
