// Events to what people see: a deterministic fold of event batches into private frames, answers and
// market updates. The same batches give the same bytes, on any machine.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { assert } from '../../shared/domain/assert.ts';
import type { BatchStamps } from '../bus/bus.ts';
import { FIRST_ACCOUNT } from '../core/commands.ts';
import {
  E,
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_BYTES,
  EVENT_SCHEMA_VERSION,
  EVENT_WORDS,
  EventKind,
  INDEX_MASK,
  INDEX_SHIFT,
  furtherBlocks,
} from '../core/events.ts';
import { Accounts } from './accounts.ts';
import { answerOf, placedOf } from './answers.ts';
import { MarketUpdates } from './market-updates.ts';
import { discount, obligation, openOrder, type EventAt } from './order-report.ts';
import type { MarketSink, Outlet } from './outlet.ts';
import { PrivateFrames } from './private-frames.ts';

/** folded: done. old: was folded before, nothing happened. gap: batches are missing, a state dump is
 * needed, nothing happened. */
export type TakeAnswer = 'folded' | 'old' | 'gap';

const SLOTS_PER_EVENT = EVENT_BYTES / 8;

interface Batch extends EventAt {
  readonly blocks: number;
  readonly batchSeq: number;
  readonly firstCommandSeq: number;
  readonly timeMicros: number;
  readonly streamEpoch: number;
  readonly isDump: boolean;
}

export class Publisher {
  readonly accounts = new Accounts();
  readonly #outlet: Outlet;
  readonly #market: MarketSink;
  readonly #instruments: (Instrument | undefined)[] = [];
  readonly #frames: PrivateFrames;
  readonly #updates: MarketUpdates;
  #batchSeq = -1;

  constructor(outlet: Outlet, market: MarketSink) {
    this.#outlet = outlet;
    this.#market = market;
    this.#frames = new PrivateFrames(this.accounts, outlet, this.#instruments);
    this.#updates = new MarketUpdates(market, this.#instruments);
  }

  /** Seq of the last batch, -1 before the first. */
  get batchSeq(): number {
    return this.#batchSeq;
  }

  /** Folds a batch of events. The first batch or dump sets where the sequence begins. */
  take(bytes: Uint8Array, stamps: BatchStamps): TakeAnswer {
    const batch = openBatch(bytes);
    assert(!batch.isDump, 'a state dump is taken by restore');
    if (this.#batchSeq === -1) this.#market.reset(batch.streamEpoch);
    else if (batch.batchSeq <= this.#batchSeq) return 'old';
    else if (batch.batchSeq !== this.#batchSeq + 1) return 'gap';
    this.#batchSeq = batch.batchSeq;
    this.#foldCommands(batch);
    this.#market.batchEnd(batch.batchSeq, batch.timeMicros);
    this.#outlet.released(batch.batchSeq, batch.timeMicros, stamps);
    return 'folded';
  }

  /** Takes the place of everything known. Frames already given out stay valid for a resume. */
  restore(bytes: Uint8Array): void {
    const batch = openBatch(bytes);
    assert(batch.isDump, 'restore wants a state dump');
    this.#batchSeq = batch.batchSeq;
    this.accounts.clear();
    this.#market.reset(batch.streamEpoch);
    forEachEvent(batch, () => {
      this.#updates.add(batch, batch.timeMicros, true);
      this.#restoreAccount(batch);
    });
    this.#market.batchEnd(batch.batchSeq, batch.timeMicros);
  }

  #foldCommands(batch: Batch): void {
    let command = -1;
    forEachEvent(batch, () => {
      const index = (batch.words[batch.at] >> INDEX_SHIFT) & INDEX_MASK;
      if (index !== command && command >= 0) {
        this.#frames.flush(batch.firstCommandSeq + command, batch.timeMicros);
      }
      command = index;
      this.#foldEvent(batch, batch.firstCommandSeq + index);
    });
    if (command >= 0) this.#frames.flush(batch.firstCommandSeq + command, batch.timeMicros);
  }

  #foldEvent(batch: Batch, commandSeq: number): void {
    const kind = batch.words[batch.at] & 0xff;
    this.#updates.add(batch, batch.timeMicros, false);
    if (!isOfAccount(kind)) return;
    const clientOrderId = placedOf(batch);
    if (clientOrderId > 0) {
      this.#outlet.placed(batch.words[batch.at + E.account], clientOrderId, commandSeq);
    }
    const answer = answerOf(batch);
    if (answer !== undefined) this.#outlet.answer(answer.session, answer.message);
    if (kind !== EventKind.replayed) this.#frames.add(batch);
  }

  #restoreAccount(batch: Batch): void {
    const { words, slots, at, slotAt } = batch;
    const kind = words[at] & 0xff;
    if (kind < EventKind.balance) return;
    const view = () => this.accounts.view(words[at + E.account]);
    if (kind === EventKind.account) {
      view().seq = words[at + E.privateSeq];
    } else if (kind === EventKind.openOrder) {
      view().restore(openOrder(batch, batch.timeMicros));
    } else if (kind === EventKind.balance) {
      const [asset, available, held] = [words[at + 2], slots[slotAt + 3], slots[slotAt + 4]];
      view().apply({ is: 'balance', asset, available, held }, batch.timeMicros);
    } else if (kind === EventKind.position) {
      const report = {
        is: 'position',
        instrument: words[at + E.instrument],
        lots: slots[slotAt + 3],
        costMinor: slots[slotAt + 4],
        realisedMinor: slots[slotAt + 5],
      } as const;
      view().apply(report, batch.timeMicros);
    } else if (kind === EventKind.obligation && words[at + E.account] >= FIRST_ACCOUNT) {
      view().apply(obligation(batch), batch.timeMicros);
    } else if (kind === EventKind.discount) {
      view().apply(discount(batch), batch.timeMicros);
    }
  }
}

/** Kinds up to balance, and these four, are about one account; level and phase are not. */
function isOfAccount(kind: number): boolean {
  if (kind === EventKind.deadMan || kind === EventKind.position) return true;
  if (kind === EventKind.obligation || kind === EventKind.discount) return true;
  return kind <= EventKind.balance && kind !== EventKind.level;
}

function openBatch(bytes: Uint8Array): Batch {
  // Views of doubles need their alignment; what came out of a larger buffer may lie anywhere.
  const whole = bytes.byteOffset % 8 === 0 && bytes.length % 8 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(whole.buffer, whole.byteOffset, whole.length >> 2);
  const slots = new Float64Array(whole.buffer, whole.byteOffset, whole.length >> 3);
  assert(words[EB.magic] === EVENT_BATCH_MAGIC, 'not a batch of events');
  assert(words[EB.version] === EVENT_SCHEMA_VERSION, 'events of another version');
  const blocks = words[EB.blocks];
  assert((blocks + 1) * EVENT_BYTES <= whole.length, 'a batch of events is cut short');
  return {
    words,
    slots,
    at: EVENT_WORDS,
    slotAt: SLOTS_PER_EVENT,
    blocks,
    batchSeq: slots[EB.batchSeqSlot],
    firstCommandSeq: slots[EB.firstCommandSeqSlot],
    timeMicros: slots[EB.timeSlot],
    streamEpoch: words[EB.streamEpoch],
    isDump: words[EB.dump] === 1,
  };
}

function forEachEvent(batch: Batch, visit: () => void): void {
  for (let block = 1; block <= batch.blocks;) {
    batch.at = block * EVENT_WORDS;
    batch.slotAt = block * SLOTS_PER_EVENT;
    block += 1 + furtherBlocks(batch.words, batch.at);
    visit();
  }
}
