// The naive venue on generated streams: invariants after every command, and every kind of outcome met.

import { describe, expect, test } from 'vitest';
import { RECORD_WORDS } from '../core/commands.ts';
import { E, EventKind, furtherBlocks } from '../core/events.ts';
import { DoneCause } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { DEFAULT_CAPACITY } from '../core/engine-port.ts';
import { CRASH_CAPACITY, crashBatches } from './crash-market.ts';
import { openingRecords } from './orders-generator-market.ts';
import { createOrdersGenerator } from './orders-generator.ts';
import { brokenNaiveInvariants } from './venue-naive-invariants.ts';
import { createNaiveVenue } from './venue-naive.ts';
import type { NaiveVenue } from './venue-naive.ts';

const CAPACITY = { orders: 64, dedupe: 256, accounts: 64 };
const COMMANDS = 10_000;

function applyRecord(venue: NaiveVenue, record: Int32Array, nowMicros: number): Int32Array {
  venue.clearEvents();
  venue.apply(
    record,
    new Float64Array(record.buffer),
    0,
    record.length / RECORD_WORDS,
    nowMicros,
    0,
  );
  return venue.eventWords();
}

function opened(): NaiveVenue {
  const venue = createNaiveVenue(CAPACITY);
  for (const record of openingRecords()) applyRecord(venue, record, 1);
  return venue;
}

function count(tally: Map<number, number>, key: number): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}

describe('the naive venue', () => {
  test('keeps the ledger invariants after every command and meets every outcome', () => {
    const kinds = new Map<number, number>();
    const codes = new Map<number, number>();
    const causes = new Map<number, number>();
    const tally = (events: Int32Array): void => {
      for (let at = 0; at < events.length; at += RECORD_WORDS * (1 + furtherBlocks(events, at))) {
        const kind = events[at]! & 0xff;
        count(kinds, kind);
        if (kind === EventKind.rejected) count(codes, events[at + E.code]!);
        if (kind === EventKind.done) count(causes, events[at + E.cause]!);
      }
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const venue = opened();
      const generator = createOrdersGenerator({ seed, badPercent: 10 });
      let nowMicros = 1_700_000_000e6;
      for (let k = 0; k < COMMANDS; k++) {
        nowMicros += 1 + generator.pause();
        const events = applyRecord(venue, generator.next(nowMicros), nowMicros);
        generator.learn(events);
        tally(events);
        const broken = brokenNaiveInvariants(venue.state());
        expect(broken, `seed ${seed} command ${k}`).toEqual([]);
      }
    }
    // Windows move far only where prices do.
    const crashing = createNaiveVenue({ ...DEFAULT_CAPACITY, ...CRASH_CAPACITY });
    for (const { timeMicros, records } of crashBatches(11, 500)) {
      for (const record of records) tally(applyRecord(crashing, record, timeMicros));
    }
    expect(brokenNaiveInvariants(crashing.state())).toEqual([]);
    const onlyInDumps: number[] = [EventKind.openOrder, EventKind.position];
    const unmet = Object.entries(EventKind).filter(
      ([, kind]) => !kinds.has(kind) && !onlyInDumps.includes(kind) && kind !== EventKind.asset,
    );
    expect(unmet).toEqual([]);

    const fromTheCore = Object.values(REJECTS).filter(
      ({ code }) => [20, 30, 40].includes(Math.floor(code / 100)) || code === 5001 || code === 9007,
    );
    const elsewhere = [2001, 2002, 2005, 2014, 2015, 2018, 2019, 2020, 4006];
    const unmetCodes = fromTheCore.filter(
      ({ code }) => !codes.has(code) && !elsewhere.includes(code),
    );
    expect(unmetCodes.map(({ name }) => name)).toEqual([]);

    const never: number[] = [DoneCause.filled, DoneCause.fillOrKill, DoneCause.amendedAway];
    const unmetCauses = Object.entries(DoneCause).filter(
      ([, cause]) => !causes.has(cause) && !never.includes(cause),
    );
    expect(unmetCauses).toEqual([]);
  });

  test('control: the invariants notice a lost cent, a lost hold and a crossed book', () => {
    const spoil = (change: (venue: NaiveVenue) => void): string[] => {
      const venue = opened();
      change(venue);
      return brokenNaiveInvariants(venue.state()).map((text) => text.slice(0, 2));
    };
    const balance = (venue: NaiveVenue) => venue.state().accounts.get(3)!.balances.get(0)!;
    expect(spoil(() => undefined)).toEqual([]);
    expect(spoil((venue) => (balance(venue).available -= 1))).toEqual(['I2']);
    expect(
      spoil((venue) => {
        balance(venue).available -= 1;
        balance(venue).held += 1;
      }),
    ).toEqual(['I5']);
    expect(
      spoil((venue) =>
        venue.state().accounts.get(3)!.positions.set(0, { lots: 1, cost: 0, realised: 0 }),
      ),
    ).toEqual(['I6']);
  });

  test('restores a snapshot to the same future', () => {
    const venue = opened();
    const twin = createNaiveVenue(CAPACITY);
    const generator = createOrdersGenerator({ seed: 77 });
    let nowMicros = 1_700_000_000e6;
    for (let k = 0; k < 2_000; k++) {
      nowMicros += 1 + generator.pause();
      if (k === 1_000) twin.restore(venue.snapshot());
      const record = generator.next(nowMicros);
      const events = applyRecord(venue, record, nowMicros);
      generator.learn(events);
      if (k >= 1_000) expect(applyRecord(twin, record, nowMicros)).toEqual(events);
    }
  });
});
