import { describe, expect, it } from 'vitest';
import type { Deposit, Funds, Withdrawal } from '../../actions/funding.ts';
import {
  actorOf,
  depositStanding,
  isCancellable,
  isUnderWay,
  noteParts,
  shownHistory,
  withdrawalStanding,
} from './transfer-states.ts';

const withdrawal = (state: string) => ({ id: 1, state }) as Withdrawal;
const deposit = (state: string, id = 1) => ({ id, state }) as Deposit;
const funds = (withdrawals: Withdrawal[], deposits: Deposit[]) =>
  ({ withdrawals, deposits }) as unknown as Funds;
const line = (note: string, actor = 'venue') => ({ state: 'sent', actor, note, atMs: 1 });

describe('states of deposits and withdrawals', () => {
  it('looks again while something may still change', () => {
    const done = funds([withdrawal('settled'), withdrawal('cancelled')], [deposit('credited')]);
    expect(isUnderWay(done, undefined, 5)).toBe(false);
    for (const state of ['requested', 'awaitingApproval', 'reserved', 'sent', 'pendingUnknown']) {
      expect(isUnderWay(funds([withdrawal(state)], []), undefined, 5)).toBe(true);
    }
    expect(isUnderWay(funds([], [deposit('booking')]), undefined, 5)).toBe(true);
  });

  it('waits for a deposit that was promised, for a while', () => {
    const before = funds([], [deposit('credited', 4)]);
    expect(isUnderWay(before, { aboveId: 4, untilMs: 10 }, 9)).toBe(true);
    expect(isUnderWay(before, { aboveId: 4, untilMs: 10 }, 10)).toBe(false);
    const after = funds([], [deposit('credited', 5)]);
    expect(isUnderWay(after, { aboveId: 4, untilMs: 10 }, 9)).toBe(false);
  });

  it('lets nobody cancel what has left', () => {
    expect(['awaitingApproval', 'reserved'].map(withdrawal).every(isCancellable)).toBe(true);
    expect(['sent', 'settled', 'requested'].map(withdrawal).some(isCancellable)).toBe(false);
  });

  it('says how it stands', () => {
    expect(withdrawalStanding(withdrawal('returned'))).toBe('failed');
    expect(depositStanding(deposit('suspended'))).toBe('waits');
  });

  it('names who did a step', () => {
    expect(actorOf(line('', 'ada'), 'ada')).toBe('you');
    expect(actorOf(line('', 'bank'), 'ada')).toBe('bank');
    expect(actorOf(line('', 'eve'), 'ada')).toBe('staff');
  });

  it('leaves out what the bank told beside the steps', () => {
    const told = { ...line('told ACCP', 'bank'), state: 'sent' };
    const step = { ...line('told ACCP', 'bank'), state: 'accepted' };
    expect(shownHistory([line(''), told, step])).toEqual([line(''), step]);
  });

  it('reads notes of the bank, of the venue and of people', () => {
    expect(noteParts(line('told ACSP'))).toEqual({ code: 'ACSP' });
    expect(noteParts(line('AC06 RJCT'))).toEqual({ code: 'AC06 RJCT', reason: 'AC06' });
    expect(noteParts(line('ZZ99 RJCT'))).toEqual({ code: 'ZZ99 RJCT' });
    expect(noteParts(line('no answer'))).toEqual({ key: 'noAnswer' });
    expect(noteParts(line('3002'))).toEqual({ reject: 3002 });
    expect(noteParts(line('the core refused: 5001'))).toEqual({ reject: 5001 });
    expect(noteParts(line('called the customer'))).toEqual({ text: 'called the customer' });
    expect(noteParts(line(''))).toEqual({});
  });
});
