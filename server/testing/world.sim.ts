// The simulated world, quick form: as many seeds as fit, and controls that show it can fail.

import { describe, expect, test } from 'vitest';
import type { MemoryJournal } from '../journal/journal-memory.ts';
import type { Journal } from '../journal/journal.ts';
import { worldLong } from './world-long.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 30);
const SECONDS = 15;
const SEEDS_MAX = 150;

describe(`the simulated world, seeds from ${String(SEED)}`, () => {
  test('nothing that was shown is lost or doubled', { timeout: 120_000 }, async () => {
    const report = await worldLong(SEEDS_MAX, { firstSeed: SEED, secondsMax: SECONDS });
    expect(report.faults).toEqual([]);
    expect(report.lives).toBeGreaterThan(2 * report.seeds);
    expect(report.commands).toBeGreaterThanOrEqual(500 * report.seeds);
    expect(report.answers).toBeGreaterThan(100 * report.seeds);
  });

  test('control: a journal that answers before it syncs is found out', async () => {
    const lying = (journal: MemoryJournal): Journal => ({
      ...journal,
      append(row) {
        void journal.append(row).catch(() => undefined);
        return Promise.resolve('durable');
      },
    });
    const report = await worldLong(30, { firstSeed: 1, wrapJournal: lying });
    expect(report.faults.join()).toMatch(/were shown and are gone/);
  });

  test('control: a journal that loses a row in the middle is found out', async () => {
    const forgetful = (journal: MemoryJournal): Journal => ({
      ...journal,
      async read(fromSeq, limitBytes) {
        const rows = await journal.read(fromSeq, limitBytes);
        return rows.filter(({ seq }) => seq !== 5);
      },
    });
    const worlds = worldLong(5, { firstSeed: 1, wrapJournal: forgetful });
    await expect(worlds).rejects.toThrow(/row 5|missing/);
  });
});
