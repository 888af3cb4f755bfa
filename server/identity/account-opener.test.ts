// Accounts of customers against the real core behind the real sequencer, over restarts and refusals.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../core/engine.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createJournalMemory } from '../journal/journal-memory.ts';
import { openTestVenue } from '../sequencer/test-venue.ts';
import { FakeBus } from '../testing/gateway-stage.ts';
import { createAccountOpener, type AccountOpener } from './account-opener.ts';

const openers: AccountOpener[] = [];
afterEach(() => {
  for (const opener of openers.splice(0)) opener.stop();
});

describe('account opener', () => {
  it('opens in the core, says so once, and may be asked again after a restart', async () => {
    const venue = await openTestVenue({
      journal: createJournalMemory(),
      createEngine: () => createEngine(),
    });
    const opened: number[] = [];
    const begin = (firstSourceSeq: number) => {
      const opener = createAccountOpener({
        ...{ bus: venue.bus, firstSourceSeq },
        opened: (account) => void opened.push(account),
      });
      openers.push(opener);
      return opener;
    };
    const first = begin(1);
    first.open(100);
    first.open(101);
    await venue.settle();
    expect(opened).toEqual([100, 101]);
    first.stop();
    const hash = venue.engine.stateHash();
    const second = begin(2 ** 32 + 1);
    second.open(101);
    await venue.settle();
    expect(opened).toEqual([100, 101, 101]);
    // Control of the numbers: one that was used already is dropped by the core, and nothing is said.
    const late = begin(1);
    late.open(102);
    await venue.settle();
    expect(opened).toHaveLength(3);
    expect(venue.fatal).toEqual([]);
    expect(hash).not.toBe(venue.startHash);
    await venue.sequencer.stop();
  });

  it('asks again when the bus had no room', async () => {
    const bus = new FakeBus();
    bus.refuse = REJECTS.busy.code;
    const opener = createAccountOpener({ bus, firstSourceSeq: 1, opened: () => undefined });
    openers.push(opener);
    opener.open(100);
    expect(bus.submitted).toHaveLength(0);
    bus.refuse = 0;
    for (let k = 0; k < 40 && bus.submitted.length === 0; k++) await sleep(50);
    expect(bus.submitted).toHaveLength(1);
  });
});
