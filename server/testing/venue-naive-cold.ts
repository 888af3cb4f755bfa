// Definitions, transfers, credit, phases and blocks in the naive venue.

import { EXTERNAL_ACCOUNT, PAYOUT_ACCOUNT, VENUE_ACCOUNTS } from '../core/commands.ts';
import { readAsset, readInstrument } from '../core/definitions.ts';
import { Posting } from '../core/events.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { isSafeInteger } from '../../shared/domain/units.ts';
import { openNaive } from './venue-naive-auction.ts';
import { emitBalance, emitBlocked, emitDefinition, emitPhase } from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import { MAKERS_MAX } from './venue-naive-matching.ts';
import { receivableOf } from './venue-naive-settlement.ts';
import { accountOf, balanceOf, newNaiveAccount } from './venue-naive-state.ts';
import { defineWindow, noWindow, setOwnPhase } from './venue-naive-window.ts';

/** What no new definition of an instrument may change. */
const FIXED = [
  'baseAsset',
  'quoteAsset',
  'priceScale',
  'tickStep',
  'qtyScale',
  'lotStep',
  'tickValueMinor',
  'lotBaseMinor',
  'priceLimitTicks',
  'makerFeePpm',
  'takerFeePpm',
  'buyDutyPpm',
  'sellDutyPpm',
  'minFeeMinor',
] as const satisfies readonly (keyof Instrument)[];

/** Each cold command returns its refusal, or 0. */
export function defineAssetNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const asset = readAsset(command.words, 0);
  if (asset.id >= state.capacity.assets) return REJECTS.capacity.code;
  const known = state.assets[asset.id];
  if (known !== undefined && known.scale !== asset.scale) return REJECTS.badField.code;
  state.assets[asset.id] = asset;
  emitDefinition(journal);
  return 0;
}

export function defineInstrumentNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const instrument = readInstrument(command.words, 0);
  if (instrument.id >= state.capacity.instruments) return REJECTS.capacity.code;
  if (instrument.phase !== Phase.open && instrument.phase !== Phase.halted) {
    return REJECTS.badField.code;
  }
  const known = state.instruments[instrument.id];
  if (
    known !== undefined &&
    FIXED.some((field) => (known[field] ?? 0) !== (instrument[field] ?? 0))
  ) {
    return REJECTS.badField.code;
  }
  if (known === undefined) {
    state.queues.push([[], []]);
    state.lastPrice.push(0);
    state.windows.push(noWindow());
    state.calls.push({ until: 0, cause: PhaseCause.operator });
    state.collected.push([]);
  }
  const isHeld = known?.phase === Phase.auction || state.collected[instrument.id]!.length > 0;
  const phase = isHeld ? known!.phase : instrument.phase;
  state.instruments[instrument.id] = { ...instrument, phase };
  emitDefinition(journal);
  defineWindow(journal, instrument.id);
  if (isHeld) emitPhase(journal, instrument.id);
  return 0;
}

export function openAccountNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  if (command.account >= state.capacity.accounts) return REJECTS.capacity.code;
  const account = state.accounts.get(command.account) ?? newNaiveAccount(command.account);
  account.openOrdersMax = command.qty;
  state.accounts.set(account.id, account);
  emitDefinition(journal);
  return 0;
}

export function transferNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, instrument: asset, clientOrderId: amount } = command;
  if (amount === 0 || !isSafeInteger(amount)) return REJECTS.badAmount.code;
  const own = balanceOf(state, account, asset);
  const outside = balanceOf(state, EXTERNAL_ACCOUNT, asset);
  const ownAfter = own.available + amount;
  const outsideAfter = outside.available - amount;
  if (!isSafeInteger(ownAfter) || !isSafeInteger(outsideAfter)) return REJECTS.badAmount.code;
  const away = amount < 0 ? receivableOf(state, account, asset) : 0;
  if (ownAfter - away < -own.credit) return REJECTS.insufficientFunds.code;
  own.available = ownAfter + 0;
  outside.available = outsideAfter + 0;
  emitBalance(journal, asset, amount);
  return 0;
}

export function moveNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account: from, price: to, instrument: asset, clientOrderId: amount } = command;
  if (from === to) return REJECTS.badField.code;
  if (!isSafeInteger(amount) || amount <= 0) return REJECTS.badAmount.code;
  const giving = balanceOf(state, from, asset);
  const taking = balanceOf(state, to, asset);
  const givingAfter = giving.available - amount;
  const takingAfter = taking.available + amount;
  if (!isSafeInteger(givingAfter) || !isSafeInteger(takingAfter)) return REJECTS.badAmount.code;
  const away = to === PAYOUT_ACCOUNT ? receivableOf(state, from, asset) : 0;
  if (givingAfter - away < -giving.credit) return REJECTS.insufficientFunds.code;
  giving.available = givingAfter + 0;
  taking.available = takingAfter + 0;
  emitBalance(journal, asset, -amount, from, to, Posting.move);
  emitBalance(journal, asset, amount, to, from, Posting.move);
  return 0;
}

export function setCreditNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, instrument: asset, clientOrderId: credit } = command;
  if (!isSafeInteger(credit) || credit < 0) return REJECTS.badAmount.code;
  const own = balanceOf(state, account, asset);
  if (own.available < -credit) return REJECTS.insufficientFunds.code;
  own.credit = credit;
  emitBalance(journal, asset, 0);
  return 0;
}

export function setPhaseNaive(journal: NaiveJournal): number {
  const { command } = journal;
  const { instrument: id, price: phase } = command;
  if (phase === Phase.open) openNaive(journal, id, MAKERS_MAX, PhaseCause.operator);
  else if (phase === Phase.halted || phase === Phase.auction) {
    setOwnPhase(journal, id, phase, 0, PhaseCause.operator);
  } else return REJECTS.badField.code;
  return 0;
}

export function blockAccountNaive(journal: NaiveJournal): number {
  const { state, command } = journal;
  const account = accountOf(state, command.account);
  account.blocked = command.price !== 0;
  emitBlocked(journal, account.id, account.blocked);
  return 0;
}

/** Whether a definition's id and assets are known or next in line. */
export function definitionIsKnown({ state, command }: NaiveJournal): boolean {
  const { id, baseAsset, quoteAsset } = readInstrument(command.words, 0);
  const hasAssets = [baseAsset, quoteAsset].every((asset) => state.assets[asset] !== undefined);
  return hasAssets && id >= 0 && id <= state.instruments.length;
}

/** Whether the account of the command may be the subject of this kind at all. */
export function isOwnAccount(account: number): boolean {
  return account >= 0 && !VENUE_ACCOUNTS.some((id) => id === account);
}
