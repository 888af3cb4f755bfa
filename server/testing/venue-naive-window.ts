// Price windows of the naive venue: the mean of the trades that lie in them, limit states, falling markets.

import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { emitPhase, emitWindow, type NaiveJournal } from './venue-naive-events.ts';
import { queueOf, secondsOf } from './venue-naive-state.ts';
import type { NaiveState, NaiveWindow } from './venue-naive-state.ts';

const HALF_MINUTE = 30;
const HALF_MINUTES_KEPT = 10;
const NEVER = 2 ** 31 - 1;

export function widthOf(instrument: Instrument): number {
  return instrument.windowBps ?? 0;
}

/** Lays the window around `reference`, `times` its width to each side. */
function lay(state: NaiveState, id: number, reference: number, times: number): void {
  const instrument = state.instruments[id]!;
  const window = state.windows[id]!;
  const away = BigInt(reference) * BigInt(widthOf(instrument) * times);
  const exact = BigInt(reference) * 10_000n;
  // Rounded towards the reference.
  const low = (exact - away + 9_999n) / 10_000n;
  const high = (exact + away) / 10_000n;
  window.reference = reference;
  window.times = times;
  window.low = exact < away ? 1 : Math.max(1, Number(low));
  window.high = Math.min(instrument.priceLimitTicks - 1, Number(high));
}

export function reopenWindow(journal: NaiveJournal, id: number, reference: number): void {
  const { state, command } = journal;
  if (widthOf(state.instruments[id]!) === 0) return;
  const window = state.windows[id]!;
  window.trades = [];
  window.halfMinute = Math.floor(secondsOf(command) / HALF_MINUTE);
  window.limitSince = 0;
  lay(state, id, reference, 1);
  emitWindow(journal, id);
}

export function defineWindow(journal: NaiveJournal, id: number): void {
  const { state } = journal;
  const instrument = state.instruments[id]!;
  const window = state.windows[id]!;
  const price = state.lastPrice[id]! || instrument.openingTicks;
  if (widthOf(instrument) > 0) {
    window.dayReference ||= price;
    reopenWindow(journal, id, price);
  } else if (window.high > 0) {
    state.windows[id] = noWindow();
    emitWindow(journal, id);
  }
}

export function noWindow(): NaiveWindow {
  const prices = { low: 0, high: 0, reference: 0, dayReference: 0 };
  return { ...prices, times: 0, limitSince: 0, halfMinute: 0, trades: [] };
}

export function widenWindow(journal: NaiveJournal, id: number): void {
  const { state } = journal;
  const { reference, times } = state.windows[id]!;
  if (widthOf(state.instruments[id]!) === 0) return;
  lay(state, id, reference, times + 1);
  emitWindow(journal, id);
}

/** Whether a trade at the price may be. */
export function liesInWindow(state: NaiveState, id: number, price: number): boolean {
  const { low, high } = state.windows[id]!;
  return high === 0 || (price >= low && price <= high);
}

export function setOwnPhase(
  journal: NaiveJournal,
  id: number,
  phase: Phase,
  until: number,
  cause: PhaseCause,
): void {
  const { state } = journal;
  state.instruments[id] = { ...state.instruments[id]!, phase };
  state.calls[id] = { until, cause };
  state.windows[id]!.limitSince = 0;
  emitPhase(journal, id);
}

function call(journal: NaiveJournal, id: number, until: number, cause: PhaseCause): void {
  lay(journal.state, id, journal.state.windows[id]!.reference, 2);
  journal.state.windows[id]!.limitSince = 0;
  emitWindow(journal, id);
  setOwnPhase(journal, id, Phase.auction, until, cause);
}

/** True when the window moved to the mean of the five minutes before these 30 seconds. */
function follows(state: NaiveState, id: number, now: number): boolean {
  const window = state.windows[id]!;
  const halfMinute = Math.floor(now / HALF_MINUTE);
  if (halfMinute <= window.halfMinute) return false;
  window.halfMinute = halfMinute;
  window.trades = window.trades.filter((t) => t.halfMinute >= halfMinute - HALF_MINUTES_KEPT);
  if (window.limitSince > 0 || window.trades.length === 0) return false;
  const sum = window.trades.reduce((all, { price }) => all + BigInt(price), 0n);
  const mean = Number(sum / BigInt(window.trades.length));
  if (Math.abs(mean - window.reference) < window.reference / 100) return false;
  lay(state, id, mean, 1);
  return true;
}

function watchWindow(journal: NaiveJournal, id: number, now: number): void {
  const { state } = journal;
  const window = state.windows[id]!;
  let isNews = follows(state, id, now);
  const [bid] = queueOf(state, id, 0);
  const [ask] = queueOf(state, id, 1);
  const isAtLimit =
    (bid !== undefined && bid.price >= window.high) ||
    (ask !== undefined && ask.price <= window.low);
  if (isAtLimit !== window.limitSince > 0) {
    window.limitSince = isAtLimit ? now : 0;
    isNews = true;
  }
  if (window.limitSince > 0 && now - window.limitSince >= 15) {
    call(journal, id, now + 300, PhaseCause.priceWindow);
  } else if (isNews) emitWindow(journal, id);
}

/** Steps taken at 7, 13 and 20 % below where the day began. */
function stepOf(state: NaiveState, assetClass: number): number {
  const parts = state.instruments
    .filter((i) => i.assetClass === assetClass && state.windows[i.id]!.dayReference > 0)
    .map(({ id, openingTicks }) => {
      const price = BigInt(state.lastPrice[id]! || openingTicks);
      return Number((price * 1_000_000n) / BigInt(state.windows[id]!.dayReference));
    });
  if (parts.length === 0) return 0;
  const index = Math.floor(parts.reduce((a, b) => a + b, 0) / parts.length);
  if (index <= 800_000) return 3;
  if (index <= 870_000) return 2;
  return index <= 930_000 ? 1 : 0;
}

function watchMarket(journal: NaiveJournal, assetClass: number, now: number): void {
  const { state } = journal;
  const step = stepOf(state, assetClass);
  if (step <= state.marketSteps[assetClass]!) return;
  state.marketSteps[assetClass] = step;
  const until = step === 3 ? NEVER : now + 900;
  for (const instrument of state.instruments) {
    const { id, phase } = instrument;
    if (instrument.assetClass !== assetClass || widthOf(instrument) === 0) continue;
    if (phase === Phase.halted) continue;
    if (phase === Phase.open) call(journal, id, until, PhaseCause.marketFall);
    else {
      const isSooner = state.calls[id]!.until > 0 && state.calls[id]!.until < until;
      if (isSooner) setOwnPhase(journal, id, Phase.auction, until, PhaseCause.marketFall);
    }
  }
}

export function clockWindows(journal: NaiveJournal): void {
  const { state, command } = journal;
  const now = secondsOf(command);
  if (!state.venueHalted) {
    for (const { id, phase } of state.instruments) {
      if (phase === Phase.open && state.windows[id]!.high > 0) watchWindow(journal, id, now);
    }
  }
  for (const assetClass of state.marketSteps.keys()) watchMarket(journal, assetClass, now);
}

export function beginDay(journal: NaiveJournal): void {
  const { state, command } = journal;
  state.marketSteps.fill(0);
  for (const instrument of [...state.instruments]) {
    const { id } = instrument;
    if (widthOf(instrument) === 0) continue;
    state.windows[id]!.dayReference = state.lastPrice[id]! || instrument.openingTicks;
    if (state.calls[id]!.until !== NEVER) continue;
    const until = secondsOf(command) + 300;
    setOwnPhase(journal, id, Phase.auction, until, PhaseCause.marketFall);
  }
}
