// Transfers, moves between accounts, credit lines, and the block of an account.

import { REJECTS } from '../../shared/domain/reject.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import { C, EXTERNAL_ACCOUNT, PAYOUT_ACCOUNT } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, BALANCE_SHIFT, BalanceSlot } from './core-state.ts';
import { UNSETTLED_SHIFT, UnsettledSlot, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind, Posting } from './events.ts';
import { REPEATED, type Refusals } from './refusals.ts';

type Command = (words: Int32Array, slots: Float64Array, at: number) => void;

export interface MoneyCommands {
  readonly transfer: Command;
  readonly move: Command;
  readonly setCredit: Command;
  readonly blockAccount: Command;
}

export function createMoneyCommands(
  state: CoreState,
  log: EventLog,
  refusals: Refusals,
): MoneyCommands {
  const { balances, accounts } = state;
  const { available: AVAILABLE, held: HELD, credit: CREDIT } = BalanceSlot;
  const balanceOf = (account: number, asset: number): number =>
    (asset * state.capacity.accounts + account) << BALANCE_SHIFT;
  const knownAsset = (asset: number): boolean => asset >= 0 && asset < state.assetList.length;
  /** Customers and the venue's own accounts, but not the world outside. */
  const holdsMoney = (account: number): boolean =>
    account > EXTERNAL_ACCOUNT &&
    account < state.capacity.accounts &&
    accounts[(account << ACCOUNT_SHIFT) + AccountWord.exists] !== 0;

  /** Existence and repeats, the same for transfer and setCredit. */
  function entry(
    words: Int32Array,
    slots: Float64Array,
    at: number,
    account: boolean,
    asset: boolean,
  ): number {
    if (!account) return REJECTS.unknownAccount.code;
    if (!asset) return REJECTS.unknownInstrument.code;
    return refusals.repeat(words, slots, at);
  }

  function transfer(words: Int32Array, slots: Float64Array, at: number): void {
    const account = words[at + C.account]!;
    const asset = words[at + C.instrument]!;
    let code = entry(words, slots, at, holdsMoney(account), knownAsset(asset));
    if (code === REPEATED) return;
    const amount = slots[(at >> 1) + C.clientOrderIdSlot]!;
    if (code === 0) code = checkTransfer(account, asset, amount);
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    balances[balanceOf(account, asset) + AVAILABLE]! += amount;
    balances[balanceOf(EXTERNAL_ACCOUNT, asset) + AVAILABLE]! -= amount;
    const reference = slots[(at >> 1) + C.orderIdSlot]!;
    balanceEvent(account, asset, amount, reference, EXTERNAL_ACCOUNT, Posting.transfer);
  }

  function checkTransfer(account: number, asset: number, amount: number): number {
    const at = balanceOf(account, asset);
    const after = balances[at + AVAILABLE]! + amount;
    const outside = balances[balanceOf(EXTERNAL_ACCOUNT, asset) + AVAILABLE]! - amount;
    const whole = Number.isSafeInteger(amount) && amount !== 0;
    if (!whole || Math.abs(after) > MAX_SAFE || Math.abs(outside) > MAX_SAFE) {
      return REJECTS.badAmount.code;
    }
    const below = amount < 0 && after - receivable(account, asset) < -balances[at + CREDIT]!;
    return below ? REJECTS.insufficientFunds.code : 0;
  }

  function setCredit(words: Int32Array, slots: Float64Array, at: number): void {
    const account = words[at + C.account]!;
    const asset = words[at + C.instrument]!;
    let code = entry(words, slots, at, refusals.trades(account), knownAsset(asset));
    if (code === REPEATED) return;
    const credit = slots[(at >> 1) + C.clientOrderIdSlot]!;
    if (code === 0) code = checkCredit(account, asset, credit);
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    balances[balanceOf(account, asset) + CREDIT] = credit;
    balanceEvent(account, asset, 0, slots[(at >> 1) + C.orderIdSlot]!, 0, Posting.transfer);
  }

  function checkCredit(account: number, asset: number, credit: number): number {
    if (!Number.isSafeInteger(credit) || credit < 0) return REJECTS.badAmount.code;
    const used = -balances[balanceOf(account, asset) + AVAILABLE]!;
    return credit < used ? REJECTS.insufficientFunds.code : 0;
  }

  /** What is traded and not received yet: it does not leave the venue. */
  function receivable(account: number, asset: number): number {
    const at = (asset * state.capacity.accounts + account) << UNSETTLED_SHIFT;
    return state.unsettled[at + UnsettledSlot.receivable]!;
  }

  function move(words: Int32Array, slots: Float64Array, at: number): void {
    const [from, to] = [words[at + C.account]!, words[at + C.price]!];
    const asset = words[at + C.instrument]!;
    let code = entry(words, slots, at, holdsMoney(from) && holdsMoney(to), knownAsset(asset));
    if (code === REPEATED) return;
    const amount = slots[(at >> 1) + C.clientOrderIdSlot]!;
    if (code === 0) code = checkMove(from, to, asset, amount);
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const reference = slots[(at >> 1) + C.orderIdSlot]!;
    balances[balanceOf(from, asset) + AVAILABLE]! -= amount;
    balances[balanceOf(to, asset) + AVAILABLE]! += amount;
    balanceEvent(from, asset, -amount, reference, to, Posting.move);
    balanceEvent(to, asset, amount, reference, from, Posting.move);
  }

  function checkMove(from: number, to: number, asset: number, amount: number): number {
    if (from === to) return REJECTS.badField.code;
    const source = balanceOf(from, asset);
    const left = balances[source + AVAILABLE]! - amount;
    const away = to === PAYOUT_ACCOUNT ? receivable(from, asset) : 0;
    const after = balances[balanceOf(to, asset) + AVAILABLE]! + amount;
    const whole = Number.isSafeInteger(amount) && amount > 0;
    if (!whole || Math.abs(left) > MAX_SAFE || after > MAX_SAFE) return REJECTS.badAmount.code;
    return left - away < -balances[source + CREDIT]! ? REJECTS.insufficientFunds.code : 0;
  }

  function balanceEvent(
    account: number,
    asset: number,
    amount: number,
    reference: number,
    other: number,
    posting: number,
  ): void {
    const at = log.open(EventKind.balance);
    const balance = balanceOf(account, asset);
    log.words.fill(0, at + 1, at + 16);
    log.words[at + 1] = account;
    log.words[at + 2] = asset;
    log.words[at + 3] = other;
    log.words[at + 4] = posting;
    log.words[at + 10] = log.privateSeq(account);
    log.slots[(at >> 1) + 3] = balances[balance + AVAILABLE]!;
    log.slots[(at >> 1) + 4] = balances[balance + HELD]!;
    log.slots[(at >> 1) + 6] = amount;
    log.slots[(at >> 1) + 7] = reference;
  }

  function blockAccount(words: Int32Array, slots: Float64Array, at: number): void {
    const account = words[at + C.account]!;
    const code = refusals.trades(account)
      ? refusals.repeat(words, slots, at)
      : REJECTS.unknownAccount.code;
    if (code === REPEATED) return;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const blocked = words[at + C.price] === 0 ? 0 : 1;
    accounts[(account << ACCOUNT_SHIFT) + AccountWord.blocked] = blocked;
    const event = log.open(EventKind.accountBlocked);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = account;
    log.words[event + 3] = blocked;
  }

  return { transfer, move, setCredit, blockAccount };
}
