// The lane of an internal source: numbers without holes, one submission under way, refused ones repeated
// byte for byte before anything newer.

import { describe, expect, it } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import { C, RECORD_SLOTS, RECORD_WORDS } from '../core/commands.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_SCHEMA_VERSION, EventKind } from '../core/events.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { CommandLane } from './command-lane.ts';
import { scanEvents, viewBatch } from './event-scan.ts';

const ACCOUNT = 10;
const BUSY = REJECTS.busy.code;

/** A bus that keeps what it is handed; the test answers. */
function fakeBus(refuse: (submission: number) => boolean = () => false) {
  const submissions: Uint8Array[] = [];
  const bus: Bus = {
    submit(records, refused) {
      submissions.push(records.slice());
      if (refuse(submissions.length)) refused(BUSY);
    },
    serveCommands() {},
    publishEvents() {},
    onEvents: () => () => {},
    requestState: () => Promise.reject(new Error('no state')),
    serveState() {},
    close() {},
  };
  return { bus, submissions };
}

function laneOn(bus: Bus, inFlightMax = 3) {
  return new CommandLane({ bus, source: 2, firstSourceSeq: 7, inFlightMax });
}

function placeMany(lane: CommandLane, count: number): void {
  for (let k = 0; k < count; k++) {
    lane.place({ account: ACCOUNT, instrument: 0, side: 0, price: 100 + k, qty: 1 });
  }
}

function sourceSeqs(records: Uint8Array): number[] {
  const slots = new Float64Array(records.buffer);
  const seqs: number[] = [];
  for (let at = 0; at < slots.length; at += RECORD_SLOTS) seqs.push(slots[at + C.sourceSeqSlot]!);
  return seqs;
}

/** An event batch of `count` accepted orders of the account. */
function accept(lane: CommandLane, count: number, account = ACCOUNT): void {
  const words = new Int32Array((1 + count) * RECORD_WORDS);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = EVENT_SCHEMA_VERSION;
  words[EB.blocks] = count;
  for (let k = 1; k <= count; k++) {
    words[k * RECORD_WORDS] = EventKind.accepted;
    words[k * RECORD_WORDS + 1] = account;
    // A word that means further blocks only in definitions.
    words[k * RECORD_WORDS + 15] = 99;
  }
  const view = viewBatch(new Uint8Array(words.buffer));
  scanEvents(view, (at) => lane.observe(view, at));
}

describe('a command lane', () => {
  it('sends a window at a time and numbers without holes', () => {
    const { bus, submissions } = fakeBus();
    const lane = laneOn(bus);
    placeMany(lane, 5);
    lane.send();
    lane.send();
    expect(submissions.map(sourceSeqs)).toEqual([[7, 8, 9]]);
    accept(lane, 2);
    lane.send();
    expect(submissions.length).toBe(1);
    accept(lane, 1);
    lane.send();
    expect(submissions.map(sourceSeqs)).toEqual([
      [7, 8, 9],
      [10, 11],
    ]);
    accept(lane, 2);
    expect(lane.isIdle()).toBe(true);
  });

  it('repeats a refused submission byte for byte, before anything newer', () => {
    const { bus, submissions } = fakeBus((n) => n <= 2);
    const lane = laneOn(bus);
    placeMany(lane, 2);
    lane.send();
    placeMany(lane, 2);
    lane.send();
    lane.send();
    expect(submissions[1]).toEqual(submissions[0]);
    expect(submissions[2]).toEqual(submissions[0]);
    expect([lane.refusals, lane.sent, lane.waitingCode()]).toEqual([2, 2, 0]);
    accept(lane, 2);
    lane.send();
    expect(sourceSeqs(submissions[3]!)).toEqual([9, 10]);
  });

  it('is not answered by events of other accounts', () => {
    const { bus } = fakeBus();
    const lane = laneOn(bus);
    placeMany(lane, 1);
    lane.send();
    accept(lane, 3, ACCOUNT + 1);
    expect(lane.isIdle()).toBe(false);
    accept(lane, 1);
    expect(lane.isIdle()).toBe(true);
  });

  it('flushes everything, pausing at each refusal with its code', async () => {
    const { bus, submissions } = fakeBus((n) => n === 1);
    const lane = laneOn(bus);
    placeMany(lane, 4);
    const codes: number[] = [];
    const done = lane.flush((code) => {
      codes.push(code);
      return Promise.resolve(true);
    });
    while (!lane.isIdle()) {
      await Promise.resolve();
      if (submissions.length >= 2) accept(lane, 3);
    }
    expect(await done).toBe(true);
    expect(codes).toEqual([BUSY]);
  });

  it('stops waiting for answers when it is closed, and sends nothing more', async () => {
    const { bus, submissions } = fakeBus();
    const lane = laneOn(bus);
    placeMany(lane, 5);
    const done = lane.flush(() => Promise.resolve(true));
    lane.close();
    expect(await done).toBe(false);
    lane.send();
    expect(submissions.length).toBe(1);
  });

  it('gives up when the pause says so', async () => {
    const { bus } = fakeBus(() => true);
    const lane = laneOn(bus);
    placeMany(lane, 1);
    expect(await lane.flush(() => Promise.resolve(false))).toBe(false);
    expect(lane.isIdle()).toBe(false);
  });
});
