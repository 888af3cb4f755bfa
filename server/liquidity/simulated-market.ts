// What the simulated venue lists: 40 instruments of five asset classes in eight currencies. Companies
// and issuers are invented; prices, ticks and lots are of the usual size for their kind.

import { AssetClass, type Asset, type Instrument } from '../../shared/domain/instrument.ts';
import { fxTermsOf, SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { Phase } from '../../shared/domain/order.ts';
import { parseDecimal } from '../../shared/domain/decimal.ts';
import { assert } from '../../shared/domain/assert.ts';
import { LiquidityPrng } from './liquidity-prng.ts';

/** Decimals of the currencies and coins. USDT takes six: the tick of ETHUSDT times its lot is 10^-6. */
const MONEY: Readonly<Record<string, number>> = {
  USD: 2,
  EUR: 2,
  GBP: 2,
  CNY: 2,
  HKD: 2,
  JPY: 0,
  AUD: 2,
  USDT: 6,
  BTC: 8,
  ETH: 8,
  SOL: 8,
  XRP: 6,
  LTC: 8,
  DOGE: 6,
};

interface Listing {
  readonly symbol: string;
  readonly name: string;
  readonly base: string;
  readonly quote: string;
  /** Plain decimals: reference price, price step, quantity step. */
  readonly price: string;
  readonly tick: string;
  readonly lot: string;
}

function security(
  symbol: string,
  name: string,
  quote: string,
  price: string,
  tick: string,
  lot: string,
): Listing {
  return { symbol, name, base: symbol, quote, price, tick, lot };
}

function pair(base: string, quote: string, price: string, tick: string): Listing {
  const symbol = `${base}/${quote}`;
  return { symbol, name: symbol, base, quote, price, tick, lot: '1000' };
}

function coin(base: string, name: string, price: string, tick: string, lot: string): Listing {
  return { symbol: `${base}USDT`, name, base, quote: 'USDT', price, tick, lot };
}

const LISTINGS: Readonly<Record<AssetClass, readonly Listing[]>> = {
  [AssetClass.stock]: [
    security('NOVR', 'Novara Robotics', 'USD', '184.20', '0.01', '1'),
    security('HLXB', 'Helixbrook Biologics', 'USD', '62.75', '0.01', '1'),
    security('ORVL', 'Orvale Systems', 'USD', '318.40', '0.01', '1'),
    security('TRSK', 'Truskett Energy', 'USD', '47.15', '0.01', '1'),
    security('BRLN', 'Brellin Foods', 'USD', '91.30', '0.01', '1'),
    security('VLTR', 'Voltarin Mobility', 'EUR', '73.48', '0.01', '1'),
    security('ASHC', 'Ashcombe Stores', 'GBP', '12.36', '0.01', '1'),
    security('LANHE', '澜禾科技 Lanhe Technology', 'CNY', '58.62', '0.01', '100'),
    security('YUNXI', '云溪乳业 Yunxi Dairy', 'CNY', '24.17', '0.01', '100'),
    security('HAIYUE', '海岳控股 Haiyue Holdings', 'HKD', '96.40', '0.05', '100'),
    security('QINGCH', '晴川医药 Qingchuan Pharma', 'HKD', '38.15', '0.05', '500'),
    security('TOREI', '東嶺精機 Torei Seiki', 'JPY', '4218', '1', '100'),
  ],
  // A bond's price is in percent of its face value.
  [AssetClass.bond]: [
    security('USG2Y', 'US Government 4.10% 2028', 'USD', '99.86', '0.01', '1000'),
    security('USG10Y', 'US Government 4.25% 2036', 'USD', '98.42', '0.01', '1000'),
    security('EUG10Y', 'Euro Government 2.40% 2036', 'EUR', '97.15', '0.01', '1000'),
    security('UKG10Y', 'UK Government 4.00% 2036', 'GBP', '96.30', '0.01', '1000'),
    security('CNG10Y', '国债 2.35% 2036', 'CNY', '101.24', '0.01', '1000'),
    security('JPG10Y', '国債 0.90% 2036', 'JPY', '99.10', '0.01', '10000'),
    security('NOVR31', 'Novara Robotics 5.10% 2031', 'USD', '101.75', '0.01', '1000'),
    security('HAIYUE30', '海岳控股 Haiyue 4.60% 2030', 'HKD', '100.35', '0.01', '1000'),
  ],
  [AssetClass.fund]: [
    security('GLEQ', 'Meridian Global Equity Fund', 'USD', '128.94', '0.01', '1'),
    security('USLG', 'Meridian US Large Cap Fund', 'USD', '512.36', '0.01', '1'),
    security('AURM', 'Meridian Gold Trust', 'USD', '231.58', '0.01', '1'),
    security('EUBD', 'Corvane Euro Bond Fund', 'EUR', '104.22', '0.01', '1'),
    security('LANCHIP', '蓝筹精选基金 Blue Chip Select', 'CNY', '3.842', '0.001', '100'),
    security('ASTECH', '亚洲科技基金 Asia Technology', 'HKD', '21.46', '0.01', '100'),
  ],
  [AssetClass.fx]: [
    pair('EUR', 'USD', '1.09245', '0.00001'),
    pair('GBP', 'USD', '1.27480', '0.00001'),
    pair('AUD', 'USD', '0.66120', '0.00001'),
    pair('USD', 'JPY', '147.250', '0.001'),
    pair('EUR', 'JPY', '160.860', '0.001'),
    pair('USD', 'CNY', '7.1735', '0.0001'),
    pair('USD', 'HKD', '7.79350', '0.00001'),
    pair('EUR', 'GBP', '0.85695', '0.00001'),
  ],
  [AssetClass.crypto]: [
    coin('BTC', 'Bitcoin', '61686.00', '0.50', '0.0001'),
    coin('ETH', 'Ether', '2683.80', '0.01', '0.0001'),
    coin('SOL', 'Solana', '154.32', '0.01', '0.001'),
    coin('XRP', 'XRP', '0.6127', '0.0001', '1'),
    coin('LTC', 'Litecoin', '61.48', '0.01', '0.001'),
    coin('DOGE', 'Dogecoin', '0.10265', '0.00001', '1'),
  ],
};

/** Terms that an asset class has in common. Bands and bounds in basis points, fees per million. */
interface ClassTerms {
  readonly bandBps: number;
  readonly marketBoundBps: number;
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  readonly dayEndSecond: number;
}

const TERMS: Readonly<Record<AssetClass, ClassTerms>> = {
  [AssetClass.stock]: terms(1000, 200, 0, 100, 79_200),
  [AssetClass.bond]: terms(500, 50, 0, 20, 79_200),
  [AssetClass.fund]: terms(1000, 100, 0, 50, 79_200),
  [AssetClass.fx]: terms(300, 30, 0, 10, 79_200),
  [AssetClass.crypto]: terms(1000, 200, 100, 300, 0),
};

function terms(
  bandBps: number,
  marketBoundBps: number,
  makerFeePpm: number,
  takerFeePpm: number,
  dayEndSecond: number,
): ClassTerms {
  return { bandBps, marketBoundBps, makerFeePpm, takerFeePpm, dayEndSecond };
}

/** Shares are whole, a bond's unit is one of its currency's face value. */
const SECURITY_SCALE = 0;
const PERCENT_DECIMALS = 2;
const MAX_QTY_LOTS = 10_000_000;
/** 10^14 minor units: a million million of a currency with cents. */
const MAX_NOTIONAL_MINOR = 100_000_000_000_000;
/** The ladder reaches to this multiple of the opening price; agents stay well inside it. */
const LADDER_MULTIPLE = 2;
/** Opening prices differ between seeds by up to this share of the class's price band. */
const OPENING_SHARE_OF_BAND = 0.2;

/** Every asset of the simulated market: money first, then securities in the order of their listing. */
export function simulatedAssets(): Asset[] {
  const securities = [AssetClass.stock, AssetClass.bond, AssetClass.fund].flatMap((assetClass) =>
    LISTINGS[assetClass].map((listing) => [listing.base, SECURITY_SCALE] as const),
  );
  return [...Object.entries(MONEY), ...securities].map(([code, scale], id) => ({
    id,
    code,
    scale,
  }));
}

/** The 40 instruments, ids dense from 0; the seed only moves the opening prices. */
export function simulatedInstruments(seed: number): Instrument[] {
  const assets = new Map(simulatedAssets().map((asset) => [asset.code, asset]));
  const prng = new LiquidityPrng(seed, 1);
  const instruments: Instrument[] = [];
  for (const assetClass of Object.values(AssetClass)) {
    const spread = (OPENING_SHARE_OF_BAND * TERMS[assetClass].bandBps) / 10_000;
    for (const listing of LISTINGS[assetClass]) {
      const shift = 1 + spread * (2 * prng.unit() - 1);
      instruments.push(instrumentOf(instruments.length, assetClass, listing, assets, shift));
    }
  }
  return instruments;
}

/** Coins at once, which is not said; pairs by their currencies, securities by their market's. */
function settlementOf(assetClass: AssetClass, { base, quote }: Listing): Partial<Instrument> {
  if (assetClass === AssetClass.crypto) return {};
  if (assetClass === AssetClass.fx) return { settlement: fxTermsOf(base, quote) };
  return { settlement: MARKET_TERMS[quote] ?? SettlementTerms.usStock };
}

const MARKET_TERMS: Readonly<Record<string, SettlementTerms>> = {
  USD: SettlementTerms.usStock,
  EUR: SettlementTerms.euStock,
  GBP: SettlementTerms.ukStock,
  CNY: SettlementTerms.cnStock,
  HKD: SettlementTerms.hkStock,
  JPY: SettlementTerms.jpStock,
};

/** Stamp duty on shares of mainland China (the seller's, 0.05 %) and Hong Kong (each side's, 0.1 %). */
function dutiesOf(assetClass: AssetClass, { quote }: Listing): Partial<Instrument> {
  if (assetClass !== AssetClass.stock) return {};
  if (quote === 'CNY') return { sellDutyPpm: 500 };
  return quote === 'HKD' ? { buyDutyPpm: 1_000, sellDutyPpm: 1_000 } : {};
}

/** Shares and funds trade within 5 % of their five-minute mean, tier 1 of the limit up – limit down plan. */
function windowOf(assetClass: AssetClass): Partial<Instrument> {
  const isListed = assetClass === AssetClass.stock || assetClass === AssetClass.fund;
  return isListed ? { windowBps: 500 } : {};
}

function instrumentOf(
  id: number,
  assetClass: AssetClass,
  listing: Listing,
  assets: ReadonlyMap<string, Asset>,
  openingShift: number,
): Instrument {
  const base = assets.get(listing.base);
  const quote = assets.get(listing.quote);
  assert(base !== undefined && quote !== undefined, `${listing.symbol}: unknown asset`);
  const [tickStep, priceScale] = stepOf(listing.tick);
  const [lotStep, qtyScale] = stepOf(listing.lot);
  const parDecimals = assetClass === AssetClass.bond ? PERCENT_DECIMALS : 0;
  const price = parseDecimal(listing.price, priceScale);
  assert(price !== undefined, `${listing.symbol}: price finer than its tick`);
  const openingTicks = Math.round((price / tickStep) * openingShift);
  return {
    id,
    symbol: listing.symbol,
    name: listing.name,
    assetClass,
    baseAsset: base.id,
    quoteAsset: quote.id,
    priceScale,
    tickStep,
    qtyScale,
    lotStep,
    tickValueMinor: scaled(tickStep * lotStep, quote.scale - priceScale - qtyScale - parDecimals),
    lotBaseMinor: scaled(lotStep, base.scale - qtyScale),
    priceLimitTicks: Math.ceil((openingTicks * LADDER_MULTIPLE) / 1024) * 1024,
    minQtyLots: 1,
    maxQtyLots: MAX_QTY_LOTS,
    maxNotionalMinor: MAX_NOTIONAL_MINOR,
    ...TERMS[assetClass],
    openingTicks,
    ...settlementOf(assetClass, listing),
    ...dutiesOf(assetClass, listing),
    ...windowOf(assetClass),
    phase: Phase.open,
    version: 1,
  };
}

/** '0.05' is step 5 at 2 decimals. */
function stepOf(text: string): [step: number, scale: number] {
  const scale = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const step = parseDecimal(text, scale);
  assert(step !== undefined && step > 0, `${text} is no step`);
  return [step, scale];
}

/** value * 10^power, which has to be a whole number: else a step would be worth part of a unit. */
function scaled(value: number, power: number): number {
  const result = power >= 0 ? value * 10 ** power : value / 10 ** -power;
  assert(Number.isSafeInteger(result) && result > 0, `${value}e${power} is not a whole unit`);
  return result;
}
