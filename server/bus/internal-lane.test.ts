// The lane of an internal source against a real engine: each command answered once, in order, whatever
// the bus refuses and whoever trades besides.

import { describe, expect, it } from 'vitest';
import { EXTERNAL_ACCOUNT, PAYOUT_ACCOUNT, RECORD_WORDS } from '../core/commands.ts';
import { accountRecord, assetRecord, moveRecord, transferRecord } from '../core/definitions.ts';
import { createEngine } from '../core/engine.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_SCHEMA_VERSION } from '../core/events.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createBusLocal } from './bus-local.ts';
import { createInternalLane, LaneClosed } from './internal-lane.ts';

const CAPACITY = { accounts: 16, assets: 2, instruments: 2, levels: 1 << 10, orders: 64 };
const STAMPS = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };
const SOURCE = 5;

/** A bus with an engine behind it; batches are released later, as by a journal. */
function venue() {
  const engine = createEngine({ ...CAPACITY, dedupe: 64, events: 1 << 10 });
  const bus = createBusLocal();
  const state = { seq: 1, batch: 0, refuseNext: 0, dropNext: 0, taken: 0 };
  bus.serveCommands((records) => {
    if (state.refuseNext > 0) {
      state.refuseNext--;
      return REJECTS.busy.code;
    }
    state.taken++;
    const words = new Int32Array(records.slice().buffer);
    const slots = new Float64Array(words.buffer);
    engine.clearEvents();
    engine.apply(words, slots, 0, words.length / RECORD_WORDS, 1e6, 0);
    const batch = new Int32Array((1 + engine.eventBlocks()) * RECORD_WORDS);
    batch.set(engine.eventWords.subarray(0, engine.eventBlocks() * RECORD_WORDS), RECORD_WORDS);
    batch[EB.magic] = EVENT_BATCH_MAGIC;
    batch[EB.version] = EVENT_SCHEMA_VERSION;
    batch[EB.blocks] = engine.eventBlocks();
    new Float64Array(batch.buffer)[EB.firstCommandSeqSlot] = state.seq;
    state.seq += engine.applied();
    if (state.dropNext > 0) state.dropNext--;
    else setTimeout(() => bus.publishEvents(new Uint8Array(batch.buffer), STAMPS), 1);
    return 0;
  });
  const send = (record: Int32Array) => bus.submit(new Uint8Array(record.slice().buffer), () => {});
  send(assetRecord({ id: 0, code: 'USD', scale: 2 }));
  send(accountRecord(8));
  return { bus, engine, state, send };
}

const pay = (amount: number) => moveRecord(8, PAYOUT_ACCOUNT, 0, amount, 0, 0, 77);
const deposit = (amount: number) => transferRecord(8, 0, amount, 0, 0);
const lane = (bus: ReturnType<typeof createBusLocal>, startedMicros = 1000) =>
  createInternalLane({ bus, source: SOURCE, startedMicros, retryMs: 1, patienceMs: 40 });

describe('an internal lane', () => {
  it('answers done, rejected and repeated, in order', async () => {
    const { bus } = venue();
    const own = lane(bus);
    const answers = await Promise.all([
      own.submit(deposit(500), 1),
      own.submit(pay(501), 2),
      own.submit(pay(500), 3),
      own.submit(pay(500), 3),
      own.submit(pay(1), 4),
    ]);
    expect(answers).toMatchObject([
      { is: 'done' },
      { is: 'rejected', code: REJECTS.insufficientFunds.code },
      { is: 'done' },
      { is: 'repeated' },
      { is: 'rejected', code: REJECTS.insufficientFunds.code },
    ]);
    expect(own.waiting()).toBe(0);
    own.close();
  });

  it('sends again what was refused, in its place', async () => {
    const { bus, state } = venue();
    const own = lane(bus);
    state.refuseNext = 3;
    const answers = await Promise.all([own.submit(deposit(9), 1), own.submit(pay(9), 2)]);
    expect(answers.map(({ is }) => is)).toEqual(['done', 'done']);
    own.close();
  });

  it('sends again what nobody answered, and books it once', async () => {
    const { bus, state, engine } = venue();
    const own = lane(bus);
    state.dropNext = 1;
    expect(await own.submit(deposit(9), 1)).toEqual({ is: 'repeated' });
    expect(await own.submit(pay(9), 2)).toMatchObject({ is: 'done' });
    expect(engine.brokenInvariants()).toEqual([]);
    expect(await own.submit(pay(1), 3)).toMatchObject({ is: 'rejected' });
    own.close();
  });

  it('after a restart an old number is a repeat and changes nothing', async () => {
    const { bus, engine } = venue();
    const first = lane(bus);
    await first.submit(deposit(100), 1);
    first.close();
    const again = lane(bus, 2000);
    const hash = engine.stateHash();
    expect(await again.submit(deposit(100), 1)).toEqual({ is: 'repeated' });
    expect(engine.stateHash()).toBe(hash);
    expect(await again.submit(pay(100), 2)).toMatchObject({ is: 'done' });
    again.close();
  });

  it('keeps 300 commands of two lanes and a stranger apart', async () => {
    const { bus, send } = venue();
    const own = lane(bus);
    const other = createInternalLane({ bus, source: 6, startedMicros: 1000 });
    const answers: Promise<{ is: string }>[] = [];
    for (let k = 1; k <= 100; k++) {
      answers.push(own.submit(deposit(k), k), other.submit(deposit(k), k));
      send(transferRecord(EXTERNAL_ACCOUNT, 0, 1, 0, 0));
      answers.push(own.submit(deposit(0), k));
    }
    const kinds = (await Promise.all(answers)).map(({ is }) => is);
    expect(kinds).toEqual(Array.from({ length: 100 }, () => ['done', 'done', 'repeated']).flat());
    own.close();
    other.close();
  });

  it('ends with the lane', async () => {
    const { bus, state } = venue();
    const own = lane(bus);
    state.dropNext = 1;
    const answer = own.submit(deposit(1), 1);
    own.close();
    await expect(answer).rejects.toThrow(LaneClosed);
    await expect(own.submit(deposit(1), 2)).rejects.toThrow(LaneClosed);
  });
});
