// What an instrument does while it does not simply trade, in a word for badges and in a sentence.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import type { TradingStatus } from '../../shared/domain/trading-status.ts';
import type { Translate } from '../i18n/text-table.ts';
import { priceText, qtyText } from './format.ts';

/** `4:32`, never below zero. */
function clockText(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  return `${String(Math.floor(left / 60))}:${String(left % 60).padStart(2, '0')}`;
}

/** A word or two; undefined while it trades as ever. */
export function phaseWord(
  t: Translate,
  status: TradingStatus,
  nowSeconds: number,
): string | undefined {
  const { phase, until, limitSince } = status;
  if (phase === Phase.halted) return t('ui.phase.halted');
  if (phase === Phase.auction) {
    if (until === 0) return t('ui.phase.auction');
    return t('ui.phase.auctionFor', { left: clockText(until - nowSeconds) });
  }
  if (limitSince === 0) return undefined;
  return t('ui.phase.limitFor', { since: clockText(nowSeconds - limitSince) });
}

const CAUSES = {
  [PhaseCause.operator]: 'operator',
  [PhaseCause.priceWindow]: 'priceWindow',
  [PhaseCause.marketFall]: 'marketFall',
} as const;

/** What that means for an order; undefined while it trades as ever. */
export function phaseSentence(
  t: Translate,
  status: TradingStatus,
  instrument: Instrument,
): string | undefined {
  const { phase, auctionLots, windowLow, windowHigh, limitSince } = status;
  if (phase === Phase.halted) return t('ui.phase.haltedWords');
  if (phase === Phase.auction) {
    const why = t(`ui.phase.cause_${CAUSES[status.cause]}`);
    if (auctionLots === 0) return t('ui.phase.auctionNone', { why });
    const qty = qtyText(auctionLots, instrument);
    const price = priceText(status.auctionPrice, instrument);
    return t('ui.phase.auctionWords', { why, qty, price });
  }
  if (limitSince === 0) return undefined;
  const [low, high] = [windowLow, windowHigh].map((ticks) => priceText(ticks, instrument));
  return t('ui.phase.limitWords', { low: low!, high: high! });
}
