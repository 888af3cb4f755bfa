// Expiries, dead man's switches and mass cancels.

import { describe, expect, test } from 'vitest';
import { DoneCause, OrderFlag } from '../../shared/domain/order.ts';
import { createStage, STAGE_SECOND } from './engine-stage.ts';

const [BUY, SELL] = [0, 1];
const [DAY, GTD] = [3, 4];

describe('expiry', () => {
  test('GTD ends at its second, not before, in order of expiry, then of id', () => {
    const stage = createStage();
    const at = (seconds: number) => ({ tif: GTD, expireSeconds: STAGE_SECOND + seconds });
    stage.place(2, BUY, 1, 101, at(20));
    stage.place(2, BUY, 2, 102, at(10));
    stage.place(2, BUY, 3, 103, at(10));
    stage.place(2, BUY, 4, 104, at(15));
    stage.cancel({ account: 2, clientOrderId: 4 });
    stage.second = STAGE_SECOND + 9.999999;
    expect(stage.clock()).toEqual([]);
    stage.second = STAGE_SECOND + 10;
    expect(stage.clock()).toEqual([
      'done a2 buy timeExpired 2 filled 0',
      'level buy @102 0 in 0',
      'done a2 buy timeExpired 3 filled 0',
      'level buy @103 0 in 0',
    ]);
    stage.second = STAGE_SECOND + 1_000;
    expect(stage.clock()[0]).toBe('done a2 buy timeExpired 1 filled 0');
    expect(stage.engine.liveOrders()).toBe(0);
  });

  test('only a clock command ends orders', () => {
    const stage = createStage();
    stage.place(2, BUY, 1, 101, { tif: GTD, expireSeconds: STAGE_SECOND + 1 });
    stage.second = STAGE_SECOND + 5;
    expect(stage.place(3, SELL, 1, 101)[1]).toBe('fill a2 buy 1 @101 left 0 maker');
  });

  test('DAY ends at the next end of day strictly after acceptance', () => {
    const stage = createStage();
    const end = STAGE_SECOND - (STAGE_SECOND % 86_400) + 61_200 + 86_400;
    stage.place(2, BUY, 1, 100, { tif: DAY });
    stage.second = end - 1;
    expect(stage.clock()).toEqual([]);
    stage.second = end;
    stage.place(2, BUY, 2, 101, { tif: DAY });
    expect(stage.clock()).toEqual(['done a2 buy dayEnd 1 filled 0', 'level buy @100 0 in 0']);
    stage.second = end + 86_399;
    expect(stage.clock()).toEqual([]);
    stage.second = end + 86_400;
    expect(stage.clock()[0]).toBe('done a2 buy dayEnd 2 filled 0');
  });
});

describe("a dead man's switch", () => {
  test('ends the open orders of its account that are not reduce-only, once', () => {
    const stage = createStage();
    stage.place(3, SELL, 5, 100);
    stage.place(2, BUY, 5, 100);
    stage.place(2, SELL, 5, 120, { flags: OrderFlag.reduceOnly });
    stage.place(2, BUY, 1, 90);
    stage.place(3, BUY, 1, 91);
    expect(stage.deadMan(2, 5)).toEqual(['event 13 a2']);
    stage.second += 4.999999;
    expect(stage.clock()).toEqual([]);
    stage.second = STAGE_SECOND + 5;
    expect(stage.clock()).toEqual([
      'done a2 buy deadMan 1 filled 0',
      'level buy @90 0 in 0',
      'massDone a2 1 deadMan',
    ]);
    expect(stage.clock()).toEqual([]);
    expect(stage.engine.liveOrders()).toBe(2);
  });

  test('is put off by each repeat and off by 0', () => {
    const stage = createStage();
    stage.deadMan(2, 5);
    stage.second += 4;
    stage.deadMan(2, 5);
    stage.deadMan(3, 3);
    stage.deadMan(3, 0);
    stage.second += 4;
    expect(stage.clock()).toEqual([]);
    stage.second += 1;
    expect(stage.clock()).toEqual(['massDone a2 0 deadMan']);
  });

  test('fires in order of its time, then of the account, and survives a restore', () => {
    const stage = createStage();
    stage.deadMan(4, 5);
    stage.deadMan(3, 6);
    stage.deadMan(2, 5);
    stage.engine.restore(stage.engine.snapshot());
    stage.second += 6;
    expect(stage.clock()).toEqual([
      'massDone a2 0 deadMan',
      'massDone a4 0 deadMan',
      'massDone a3 0 deadMan',
    ]);
  });
});

describe('cancelMany', () => {
  const cause = DoneCause.user;

  function three() {
    const stage = createStage();
    stage.place(2, BUY, 1, 90, { session: 7, flags: OrderFlag.cancelOnDisconnect });
    stage.place(2, SELL, 2, 110, { session: 7 });
    stage.place(2, BUY, 3, 91, { session: 8, flags: OrderFlag.cancelOnDisconnect, instrument: 1 });
    stage.place(3, BUY, 4, 92, { session: 7, flags: OrderFlag.cancelOnDisconnect });
    return stage;
  }
  const lots = (lines: string[]): string[] =>
    lines.filter((line) => line.startsWith('done')).map((line) => line.split(' ')[4]!);

  test.each([
    ['all, in order of slots', {}, ['1', '2', '3']],
    ['one instrument', { instrument: 0 }, ['1', '2']],
    ['one side', { side: SELL }, ['2']],
    ['instrument and side', { instrument: 1, side: SELL }, []],
    ['a session that was lost', { onlySession: true, session: 7 }, ['1']],
  ])('ends %s', (_, filter, expected) => {
    const lines = three().cancelMany({ account: 2, cause, ...filter });
    expect(lots(lines)).toEqual(expected);
    expect(lines.at(-1)).toBe(`massDone a2 ${expected.length} user`);
  });

  test('works while halted and while blocked', () => {
    const stage = three();
    stage.halt(0);
    stage.block(2);
    expect(lots(stage.cancelMany({ account: 2, cause })).length).toBe(3);
    expect(stage.place(2, BUY, 1, 90)[0]).toBe('rejected a2 3006');
    expect(stage.cancelMany({ account: 9, cause })).toEqual(['rejected a9 5001']);
    expect(stage.cancelMany({ account: 2, cause, instrument: 3 })).toEqual(['rejected a2 2004']);
  });
});
