// The standard tapes and the public workload: published hashes, and the bare book against both.

import { describe, expect, test } from 'vitest';
import { CONSENSUS, SCENARIOS, consensusTape } from './consensus-tape.ts';
import { bookHash, naiveHash } from './tape-check.ts';
import { tapeHash } from './tape-report.ts';
import { createTapeRunner } from './tape-runner.ts';
import { T, TAPES, TAPE_PRICE_LIMIT, TAPE_WORDS, TapeKind, makeTape } from './tape-standard.ts';

const MILLION = 1 << 20;

describe('the standard tapes', () => {
  for (const name of ['single', 'multi16', 'deep'] as const) {
    test(`${name}: the generator and the bare book give the published hash`, () => {
      const tape = makeTape(TAPES[name]);
      expect(tape.hash).toBe(TAPES[name].hash);
      const runner = createTapeRunner({
        instruments: tape.instruments,
        priceLimit: TAPE_PRICE_LIMIT,
        orders: MILLION,
        ids: Math.ceil((2 * MILLION) / tape.instruments),
        naming: 'slot',
      });
      const hash = tapeHash();
      runner.check(tape.words, tape.total, hash.take);
      expect(hash.hex()).toBe(TAPES[name].hash);

      const reports = runner.reports();
      runner.clear();
      runner.run(tape.words, 0, tape.total);
      expect(runner.reports()).toBe(reports);
    });
  }

  test('control: one changed quantity changes the hash', () => {
    const tape = makeTape({ seed: 5, commands: 2_000 });
    const add = tape.words.findIndex(
      (word, k) => k % TAPE_WORDS === T.head && (word & 0xff) === TapeKind.add,
    );
    tape.words[add + T.qty]! += 1;
    const limits = { instruments: 1, priceLimit: TAPE_PRICE_LIMIT, orders: 4_096, ids: 4_096 };
    const naming = 'id' as const;
    const hash = tapeHash();
    createTapeRunner({ ...limits, naming }).check(tape.words, tape.total, hash.take);
    expect(hash.hex()).not.toBe(tape.hash);
  });
});

describe('the public consensus workload', () => {
  test('normal: the bare book gives the published hash at full size', () => {
    expect(bookHash(consensusTape('normal'))).toBe(CONSENSUS.normal.published);
  });

  for (let seed = 101; seed <= 110; seed++) {
    test(`seed ${seed}: the bare book equals the reference matcher, all scenarios`, () => {
      for (const scenario of SCENARIOS) {
        const tape = consensusTape(scenario, 5_000, seed);
        expect(bookHash(tape), scenario).toBe(naiveHash(tape));
      }
    });
  }

  test('control: a message left out changes the hash', () => {
    const tape = consensusTape('swing-25', 2_000, 7);
    const shorter = { ...tape, total: tape.total - 1 };
    expect(bookHash(shorter)).not.toBe(naiveHash(tape));
  });
});
