import { expect, test } from 'vitest';
import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import { OPEN_STATUS, type TradingStatus } from '../../shared/domain/trading-status.ts';
import type { Translate } from '../i18n/text-table.ts';
import { phaseSentence, phaseWord } from './phase-words.ts';
import { STAGE_TICKET } from '../panels/ticket/ticket-stage.ts';

const t = ((key: string, values: object = {}) =>
  [key, ...Object.values(values)].join(' ')) as unknown as Translate;
const at = (more: Partial<TradingStatus>): TradingStatus => ({ ...OPEN_STATUS, ...more });
const NOW = 1_000;

test.each<[string, Partial<TradingStatus>, string | undefined]>([
  ['trades', { windowLow: 5, windowHigh: 9 }, undefined],
  ['halted', { phase: Phase.halted }, 'ui.phase.halted'],
  ['an auction without an end', { phase: Phase.auction }, 'ui.phase.auction'],
  ['an auction', { phase: Phase.auction, until: NOW + 272 }, 'ui.phase.auctionFor 4:32'],
  ['an auction that is due', { phase: Phase.auction, until: NOW - 3 }, 'ui.phase.auctionFor 0:00'],
  ['a limit state', { limitSince: NOW - 9 }, 'ui.phase.limitFor 0:09'],
])('a word for what %s', (_, status, word) => {
  expect(phaseWord(t, at(status), NOW)).toBe(word);
});

test('a sentence for each', () => {
  const say = (more: Partial<TradingStatus>) => phaseSentence(t, at(more), STAGE_TICKET);
  expect(say({})).toBeUndefined();
  expect(say({ phase: Phase.halted })).toBe('ui.phase.haltedWords');
  const auction = { phase: Phase.auction, cause: PhaseCause.marketFall };
  expect(say(auction)).toBe('ui.phase.auctionNone ui.phase.cause_marketFall');
  const priced = say({ ...auction, auctionPrice: 201, auctionLots: 3 });
  expect(priced).toBe('ui.phase.auctionWords ui.phase.cause_marketFall 300 10.05');
  expect(say({ limitSince: 1, windowLow: 190, windowHigh: 210 })).toBe(
    'ui.phase.limitWords 9.50 10.50',
  );
});
