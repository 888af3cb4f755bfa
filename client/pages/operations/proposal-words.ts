// What a proposal or a plan would do, in words instead of JSON.

import { LIMIT_FIGURES, type FeeExtras, type LimitFigures } from '../../actions/limits-desk.ts';
import { PENALISED, type PenaltyRates } from '../../actions/clearing-desk.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Asset, Instrument } from '../../../shared/domain/instrument.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { dayText, grouped, moneyText, priceText, qtyText } from '../../ui/format.ts';
import { tierProposalText } from './tier-words.ts';

export interface Market {
  readonly t: Translate;
  readonly instruments: ReadonlyMap<number, Instrument>;
  readonly assets: ReadonlyMap<number, Asset>;
}

/** Whatever the payloads of proposals have in them. */
interface Given {
  readonly account?: number;
  readonly instrument?: number;
  readonly row?: LimitFigures;
  readonly extras?: FeeExtras;
  readonly makerDiscountPpm?: number;
  readonly takerDiscountPpm?: number;
  readonly makerFeePpm?: number;
  readonly takerFeePpm?: number;
  /** Days since 1970. */
  readonly from?: number;
  readonly trade?: number;
  readonly forced?: boolean;
  readonly lots?: number;
  readonly price?: number;
  readonly agent?: number;
}

/** Parts per million as 0.025% (2.5 bps), without zeros at the end. */
export function rateText(ppm: number): string {
  const short = (text: string) => text.replace(/\.?0+$/, '');
  return `${short(formatDecimal(ppm, 4))}% (${grouped(short(formatDecimal(ppm, 2)))} bps)`;
}

/** What is typed as a rate, and the one that holds; empty: neither. */
export function rateHint(
  { t }: Market,
  typed: number | undefined,
  now: number | undefined,
): string {
  const words = [
    typed === undefined ? '' : `= ${rateText(typed)}`,
    now === undefined ? '' : t('operations.now', { rate: rateText(now) }),
  ];
  return words.filter((text) => text !== '').join(' · ');
}

export function accountText({ t }: Market, account: number): string {
  return account === 0 ? t('operations.everybody') : String(account);
}

export function instrumentText({ t, instruments }: Market, id: number): string {
  return id === -1 ? t('operations.allInstruments') : (instruments.get(id)?.symbol ?? String(id));
}

/** In units of the instrument where it is one; lots and minor units where it is all of them. */
export function figureText(market: Market, figure: string, value: number, id: number): string {
  const { t, instruments, assets } = market;
  const instrument = instruments.get(id);
  const asset = (of: number | undefined) => assets.get(of ?? -1);
  if (figure === 'orderNotional') {
    const quote = asset(instrument?.quoteAsset);
    if (quote === undefined) return t('operations.minorUnits', { value: grouped(String(value)) });
    return `${moneyText(value, quote.scale, quote.scale)} ${quote.code}`;
  }
  if (figure === 'orderLots' || figure === 'positionLots') {
    const base = asset(instrument?.baseAsset);
    if (instrument === undefined || base === undefined) {
      return t('operations.lots', { count: value, value: grouped(String(value)) });
    }
    return `${qtyText(value, instrument)} ${base.code}`;
  }
  if (figure.endsWith('Bps')) return rateText(value * 100);
  return grouped(String(value));
}

export function limitsText(market: Market, figures: LimitFigures, instrument: number): string {
  const { t } = market;
  const said = LIMIT_FIGURES.flatMap((figure) => {
    const value = figures[figure] ?? 0;
    if (value === 0) return [];
    if (figure === 'restricted') {
      return [t(value === 1 ? 'operations.is.restricted' : 'operations.is.allowed')];
    }
    const words = figureText(market, figure, value, instrument);
    return [t(`operations.is.${figure}`, { value: words })];
  });
  return said.length === 0 ? t('operations.noFigures') : said.join(t('operations.and'));
}

/** Parts per million as a percentage. */
export function shareText(ppm: number): string {
  return `${formatDecimal(ppm, 4).replace(/\.?0+$/, '')}%`;
}

export function extrasText(market: Market, instrument: number, extras: FeeExtras): string {
  const { buyDutyPpm, sellDutyPpm, minFeeMinor } = extras;
  const quote = market.instruments.get(instrument)?.quoteAsset ?? -1;
  const asset = market.assets.get(quote);
  const least = `${moneyText(minFeeMinor, asset?.scale ?? 0)} ${asset?.code ?? ''}`.trim();
  const [buy, sell] = [rateText(buyDutyPpm), rateText(sellDutyPpm)];
  return market.t('operations.says.extras', { buy, sell, least });
}

function bodyOf(market: Market, what: string, given: Given): string | undefined {
  const { t } = market;
  const { account = 0, instrument = -1, makerFeePpm = 0, takerFeePpm = 0, extras } = given;
  const symbol = instrumentText(market, instrument);
  switch (what) {
    case 'limits.set': {
      const limits = limitsText(market, given.row ?? {}, instrument);
      const whose =
        account === 0 ? accountText(market, 0) : t('operations.says.account', { account });
      return t('operations.says.limits', { account: whose, instrument: symbol, limits });
    }
    case 'fees.set': {
      const [maker, taker] = [rateText(makerFeePpm), rateText(takerFeePpm)];
      const words = t('operations.says.fees', { instrument: symbol, maker, taker });
      return extras === undefined ? words : words + extrasText(market, instrument, extras);
    }
    case 'discount.set': {
      const { makerDiscountPpm = 0, takerDiscountPpm = 0 } = given;
      const [maker, taker] = [shareText(makerDiscountPpm), shareText(takerDiscountPpm)];
      return t('operations.says.discount', { account, maker, taker });
    }
    case 'account.unblock':
      return t('operations.says.unblock', { account });
    case 'trade.bust': {
      const words = t('operations.says.bust', { trade: given.trade ?? 0 });
      return given.forced === true ? words + t('operations.says.forced') : words;
    }
    case 'delivery.buy-in':
      return buyInText(market, given);
    case 'penalties.set': {
      const rates = given as PenaltyRates;
      const said = PENALISED.map(
        (kind) => `${t(`clearing.kind.${kind}`)} ${rateText(rates[kind])}`,
      );
      return t('clearing.says.penalties', { rates: said.join(t('operations.and')) });
    }
    default:
      return tierProposalText(market, what, given);
  }
}

function buyInText(market: Market, given: Given): string {
  const { t, instruments } = market;
  const { account = 0, instrument = -1, lots = 0, price = 0, agent = 0 } = given;
  const found = instruments.get(instrument);
  const missing = found === undefined ? String(lots) : qtyText(lots, found);
  const what = { account, instrument: instrumentText(market, instrument), lots: missing };
  if (agent === 0) return t('clearing.says.cash', what);
  const asked = found === undefined ? String(price) : priceText(price, found);
  const at = price === 0 ? t('clearing.atReference') : asked;
  return t('clearing.says.buyIn', { ...what, agent, price: at });
}

/** `payload` as the server keeps it. Something unknown is named as it is. */
export function changeText(market: Market, what: string, object: string, payload: string): string {
  const given = JSON.parse(payload) as Given;
  const words = bodyOf(market, what, given) ?? `${what} ${object}`;
  if (given.from === undefined) return words;
  const date = dayText(given.from);
  return words + market.t('operations.says.from', { date });
}
