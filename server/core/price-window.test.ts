// The price window of a small market over time: where it lies, what it stops, limit states and their
// auctions, and falling markets.

import { beforeEach, describe, expect, test } from 'vitest';
import { DoneCause, OrderType, Phase, Side, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { businessDayRecord, instrumentRecord } from './definitions.ts';
import { createStage, STAGE_INSTRUMENT, STAGE_SECOND, type Stage } from './engine-stage.ts';

const { buy: BUY, sell: SELL } = Side;
const { outsideBand, priceOffTick } = REJECTS;
/** A window of 5 % around 1,000: 950 to 1,050. */
const WINDOW = { windowBps: 500 };

let stage: Stage;
beforeEach(() => {
  stage = createStage(WINDOW);
});

/** One lot at the price, between the same two accounts. */
function trade(price: number, instrument = 0): void {
  stage.place(3, SELL, 1, price, { instrument });
  expect(stage.place(2, BUY, 1, price, { instrument })).toContain(
    `fill a2 buy 1 @${price} left 0 taker`,
  );
}

/** Lets time pass by clock commands, one a second; the lines of all of them. */
function wait(seconds: number): string[] {
  const lines: string[] = [];
  for (let k = 0; k < seconds; k++) {
    stage.second++;
    lines.push(...stage.clock());
  }
  return lines;
}

describe('the window', () => {
  test('is told with the definition, and goes when there is none any more', () => {
    const told = stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, ...WINDOW, version: 2 }));
    expect(told).toEqual(['event 17 a0', 'window 950-1050']);
    const none = stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, version: 3 }));
    expect(none).toEqual(['event 17 a0', 'window 0-0']);
    expect(stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, version: 4 }))).toHaveLength(1);
  });

  test.each([
    [-1, 2_003],
    [0, 0],
    [2_000, 0],
    [2_001, 2_003],
  ])('of %i basis points: %i', (windowBps, code) => {
    const [line] = stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, windowBps }));
    expect(line).toBe(code === 0 ? 'event 17 a0' : `rejected a0 ${code}`);
  });

  test.each([
    [BUY, 1_049, 1_049],
    [BUY, 1_050, 1_050],
    [BUY, 1_051, 1_050],
    [BUY, 500, 500],
    [SELL, 951, 951],
    [SELL, 950, 950],
    [SELL, 949, 950],
    [SELL, 1_500, 1_500],
  ])('side %i: what asks %i stands at %i', (side, price, stands) => {
    const [line] = stage.place(2, side, 1, price);
    expect(line).toBe(`accepted a2 ${side === BUY ? 'buy' : 'sell'} 1 @${stands}`);
  });

  test('a change of price is pulled in the same way; the band and the ladder look at what was asked', () => {
    stage.place(2, BUY, 1, 1_000);
    const orderId = stage.lastOrderId();
    const amend = (price: number) => stage.amend({ account: 2, orderId, price })[0];
    expect(amend(1_051)).toBe('amended a2 buy 1 @1050 left 1');
    expect(amend(STAGE_INSTRUMENT.priceLimitTicks)).toBe(`rejected a2 ${priceOffTick.code}`);
    const banded = { ...STAGE_INSTRUMENT, ...WINDOW, bandBps: 1_000, version: 2 };
    stage.run(instrumentRecord(banded));
    expect(amend(1_101)).toBe(`rejected a2 ${outsideBand.code}`);
    expect(stage.place(2, BUY, 1, 1_101)).toEqual([`rejected a2 ${outsideBand.code}`]);
  });

  test('more lots at a price that the window has left come in at its end', () => {
    stage.place(2, BUY, 1, 1_050);
    const orderId = stage.lastOrderId();
    stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, windowBps: 100, version: 2 }));
    expect(stage.amend({ account: 2, orderId, qty: 2 })[0]).toBe('amended a2 buy 2 @1010 left 2');
  });

  test('a market order walks to its end and no further', () => {
    const more = { type: OrderType.market, tif: TimeInForce.ioc };
    stage.place(3, SELL, 1, 1_049);
    stage.place(3, SELL, 1, 1_051);
    expect(stage.place(2, BUY, 2, 0, more).filter((line) => /^(accepted|done)/.test(line))).toEqual(
      ['accepted a2 buy 2 @1050', 'done a2 buy marketBound 1 filled 1'],
    );
  });

  test('follows the mean of five minutes once it is 1 % away, every 30 seconds', () => {
    wait(1);
    trade(1_009);
    expect(wait(40)).toEqual([]);
    for (let k = 0; k < 9; k++) trade(1_012);
    expect(wait(30)).toEqual(['window 961-1061']);
  });

  test('forgets what is older than five minutes', () => {
    for (let k = 0; k < 20; k++) trade(1_000);
    expect(wait(300)).toEqual([]);
    trade(1_020);
    expect(wait(60)).toEqual(['window 969-1071']);
  });

  test('a price that the window has left does not trade', () => {
    stage.place(4, BUY, 1, 1_040);
    // The mean falls while the order stands above what is then the window's end.
    stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, windowBps: 100, version: 2 }));
    expect(stage.place(3, SELL, 1, 1_000)).toEqual([
      'accepted a3 sell 1 @1000',
      'done a3 sell priceWindow 1 filled 0',
    ]);
    const fok = stage.place(3, SELL, 1, 1_000, { tif: TimeInForce.fok });
    expect(fok).toEqual([`rejected a3 ${REJECTS.notFilledWhole.code}`]);
  });
});

describe('the limit state', () => {
  beforeEach(() => {
    stage.place(2, BUY, 10, 1_050);
  });
  const since = STAGE_SECOND + 1;

  test('begins with a best price at the end, and ends with it', () => {
    expect(wait(1)).toEqual([`window 950-1050 at its end since ${since}`]);
    stage.cancelMany({ account: 2, cause: DoneCause.user });
    expect(wait(1)).toEqual(['window 950-1050']);
    expect(wait(60)).toEqual([]);
  });

  test('of 15 seconds calls an auction of five minutes in a window twice as wide', () => {
    expect(wait(15)).toHaveLength(1);
    expect(wait(1)).toEqual([
      'window 900-1100',
      `phase auction until ${since + 15 + 300} cause 1`,
      'auction 0 @0 surplus 0',
    ]);
  });

  test('the auction trades, and the window lies around its price from then on', () => {
    wait(16);
    stage.place(3, SELL, 6, 1_080);
    expect(stage.place(4, BUY, 4, 1_190)).toEqual(['accepted a4 buy 4 @1100']);
    expect(new Set(wait(299))).toEqual(new Set(['auction 4 @1080 surplus -2']));
    expect(wait(1)).toEqual([
      'fill a3 sell 4 @1080 left 2 maker',
      'fill a4 buy 4 @1080 left 0 taker',
      'level sell @1080 2 in 1',
      'window 1026-1134',
      'phase open until 0 cause 1',
    ]);
  });

  test('stands still while the mean moves, and follows afterwards', () => {
    wait(1);
    stage.place(3, SELL, 3, 1_050);
    // The 30 seconds turn in between.
    expect(wait(13)).toEqual([]);
    stage.cancelMany({ account: 2, cause: DoneCause.user });
    expect(wait(60)).toEqual(['window 950-1050', 'window 998-1102']);
  });

  test('a price outside the window prolongs the auction, the window once more as wide', () => {
    stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, windowBps: 100, version: 2 }));
    expect(wait(16).slice(-3, -1)).toEqual([
      'window 980-1020',
      `phase auction until ${stage.second + 300} cause 1`,
    ]);
    // The bid of 1,050 stands since before.
    stage.place(3, SELL, 5, 1_045);
    expect(wait(300).slice(-3)).toEqual([
      'window 970-1030',
      `phase auction until ${stage.second + 300} cause 1`,
      'auction 5 @1045 surplus 5',
    ]);
    expect(wait(900).filter((line) => line.startsWith('fill'))).toEqual([
      'fill a2 buy 5 @1045 left 5 maker',
      'fill a3 sell 5 @1045 left 0 taker',
    ]);
  });
});

describe('a falling market', () => {
  let lastPrice: number;
  beforeEach(() => {
    lastPrice = 1_000;
    // The other instrument has no window, so that it does not count.
    stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, id: 1, symbol: 'BRIO', baseAsset: 2 }));
    stage.run(businessDayRecord(today()));
  });
  const today = (): number => Math.floor(stage.second / 86_400);
  const phases = (lines: string[]): string[] => lines.filter((line) => line.startsWith('phase'));

  /** Down in trades that each lie in the window of the one before: an auction lays it around that. */
  function fallTo(price: number, instrument = 0): void {
    while (lastPrice > price) {
      lastPrice = Math.max(price, Math.ceil(lastPrice * 0.96));
      trade(lastPrice, instrument);
      stage.halt(instrument, Phase.auction);
      stage.halt(instrument, Phase.open);
    }
  }

  test.each([
    [931, 0],
    [930, 900],
    [929, 900],
    [871, 900],
    [870, 900],
    [801, 900],
  ])('to %i of 1,000 stops it for %i seconds', (price, seconds) => {
    fallTo(price);
    const until = stage.second + 1 + seconds;
    const expected = seconds === 0 ? [] : [`phase auction until ${until} cause 2`];
    expect(phases(wait(1))).toEqual(expected);
  });

  test('each step once a day', () => {
    fallTo(930);
    expect(phases(wait(1))).toHaveLength(1);
    expect(phases(wait(900))).toEqual(['phase open until 0 cause 2']);
    fallTo(871);
    expect(phases(wait(60))).toEqual([]);
    fallTo(870);
    expect(phases(wait(1))).toHaveLength(1);
    expect(phases(wait(900))).toHaveLength(1);
    stage.run(businessDayRecord(today() + 1));
    expect(phases(wait(60))).toEqual([]);
    fallTo(809);
    expect(phases(wait(1))).toHaveLength(1);
  });

  test('by a fifth for the rest of the day; the next one opens with an auction', () => {
    fallTo(800);
    expect(phases(wait(1))).toEqual(['phase auction until 2147483647 cause 2']);
    expect(phases(wait(2_000))).toEqual([]);
    const opening = phases(stage.run(businessDayRecord(today() + 1)));
    expect(opening).toEqual([`phase auction until ${stage.second + 300} cause 2`]);
    expect(phases(wait(300))).toEqual(['phase open until 0 cause 2']);
  });

  test('leaves to an operator what an operator has stopped', () => {
    fallTo(930);
    stage.halt(0);
    expect(phases(wait(1))).toEqual([]);
    fallTo(930);
    stage.halt(0, Phase.auction);
    expect(phases(wait(1_000))).toEqual([]);
  });

  test('prolongs an auction that would end sooner', () => {
    const other = { ...STAGE_INSTRUMENT, ...WINDOW, id: 1, symbol: 'BRIO', baseAsset: 2 };
    stage.run(instrumentRecord(other));
    stage.place(2, BUY, 1, 1_050);
    expect(phases(wait(16))).toEqual([`phase auction until ${stage.second + 300} cause 1`]);
    fallTo(860, 1);
    const later = `phase auction until ${stage.second + 1 + 900} cause 2`;
    expect(phases(wait(1))).toEqual([later, later]);
  });
});
