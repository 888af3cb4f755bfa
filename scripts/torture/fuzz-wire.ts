// Throws mutated frames at the decoders: nothing may escape, nothing foreign may come out, and the
// frame after a bad one must decode as if nothing had been.

import { codecFor, WireError, type WireCodec } from '../../shared/wire/codec.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import type { Wire } from '../../shared/wire/writer.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { mutateBytes, mutateText } from './frame-mutations.ts';
import { randomClientMessage, randomServerMessage } from './random-message.ts';

export interface FuzzReport {
  readonly seed: number;
  readonly frames: number;
  /** Mutated client frames that were still messages, and those that were refused, by code. */
  readonly taken: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Client message kinds that were taken at least once. */
  readonly kindsTaken: number;
  readonly slowestMs: number;
  /** What went wrong, at most twenty of them; empty is the goal. */
  readonly faults: readonly string[];
}

interface Tally {
  taken: number;
  slowestMs: number;
  readonly refused: Record<string, number>;
  readonly kinds: Set<string>;
  readonly faults: string[];
}

/** Valid frames per codec that mutations start from. */
const CORPUS = 400;
const FAULTS_MAX = 20;
const GOOD_MICROS = 1_763_800_000_000_000;
const PROTOTYPE_NAMES = prototypeNames();

export const WIRE_CODECS: readonly WireCodec[] = [
  codecFor(PROTOCOL_MSGPACK),
  codecFor(PROTOCOL_JSON),
];

/** The long form: `count` frames, two thirds of them at the server's decoder. */
export function fuzzLong(
  count: number,
  seed: number = Date.now() % 2 ** 31,
  codecs: readonly WireCodec[] = WIRE_CODECS,
): FuzzReport {
  const random = seededRandom(seed);
  const tally: Tally = {
    taken: 0,
    slowestMs: 0,
    refused: {},
    kinds: new Set(),
    faults: [],
  };
  const targets = codecs.map((codec) => prepare(codec, random));
  for (let i = 0; i < count && tally.faults.length < FAULTS_MAX; i++) {
    const target = targets[i % targets.length];
    if (random.below(3) === 0) attackClient(target, random, tally);
    else attackServer(target, random, tally);
  }
  if (prototypeNames() !== PROTOTYPE_NAMES) tally.faults.push('Object.prototype was changed');
  const { kinds, ...rest } = tally;
  return { seed, frames: count, kindsTaken: kinds.size, ...rest };
}

interface Target {
  readonly codec: WireCodec;
  readonly clientFrames: readonly Wire[];
  readonly serverFrames: readonly Wire[];
  readonly good: Wire;
}

function prepare(codec: WireCodec, random: Random): Target {
  const range = Array.from({ length: CORPUS });
  return {
    codec,
    clientFrames: range.map((_, i) => codec.encodeClient(randomClientMessage(random, i))),
    serverFrames: range.map((_, i) => codec.encodeServer(randomServerMessage(random, i))),
    good: codec.encodeClient({ is: 'ping', clientMicros: GOOD_MICROS }),
  };
}

function attackServer(target: Target, random: Random, tally: Tally): void {
  const frame = mutate(target.clientFrames[random.below(CORPUS)], random);
  const before = performance.now();
  try {
    const decoded = target.codec.decodeClient(frame);
    tally.slowestMs = Math.max(tally.slowestMs, performance.now() - before);
    if (decoded.ok) {
      tally.taken += 1;
      tally.kinds.add(decoded.message.is);
      const again = target.codec.decodeClient(target.codec.encodeClient(decoded.message));
      if (JSON.stringify(again) !== JSON.stringify(decoded)) fault(tally, frame, 'not stable');
    } else {
      tally.refused[decoded.code] = (tally.refused[decoded.code] ?? 0) + 1;
      const plain = typeof decoded.field === 'string' && Number.isSafeInteger(decoded.requestId);
      if (!plain) fault(tally, frame, 'a refusal of foreign type');
    }
  } catch (error) {
    fault(tally, frame, `escaped: ${String(error)}`);
  }
  checkAfter(target, frame, tally);
}

function attackClient(target: Target, random: Random, tally: Tally): void {
  const frame = mutate(target.serverFrames[random.below(CORPUS)], random);
  try {
    const message = target.codec.decodeServer(frame);
    if (message !== undefined) target.codec.encodeServer(message);
  } catch (error) {
    if (!(error instanceof WireError)) fault(tally, frame, `escaped: ${String(error)}`);
  }
  checkAfter(target, frame, tally);
}

/** The frame after a bad one decodes, and no object has got a new property. */
function checkAfter(target: Target, frame: Wire, tally: Tally): void {
  const good = target.codec.decodeClient(target.good);
  const right = good.ok && good.message.is === 'ping' && good.message.clientMicros === GOOD_MICROS;
  if (!right) fault(tally, frame, 'the good frame after it was not decoded');
  if ('polluted' in {}) fault(tally, frame, 'Object.prototype is poisoned');
}

function mutate(frame: Wire, random: Random): Wire {
  return typeof frame === 'string' ? mutateText(frame, random) : mutateBytes(frame, random);
}

function fault(tally: Tally, frame: Wire, what: string): void {
  const shown = typeof frame === 'string' ? frame : Buffer.from(frame).toString('hex');
  tally.faults.push(`${what}: ${shown.slice(0, 400)}`);
}

function prototypeNames(): string {
  return Object.getOwnPropertyNames(Object.prototype).sort().join();
}
