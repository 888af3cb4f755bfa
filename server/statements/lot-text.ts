// Words and figures of a tax lot, the same in CSV and PDF.

import { formatDecimal } from '../../shared/domain/decimal.ts';
import type { LotsTask } from './lots-report.ts';
import { lotsText, type StatementLanguage } from './statement-text.ts';
import type { ClosedLot, OpenLot } from './tax-lots.ts';

const WORDS = {
  en: {
    ...{
      closed: 'closed',
      open: 'open',
      takenOut: 'transferred out',
      long: 'long',
      short: 'short',
    },
    ...{ more: 'long-term', less: 'short-term', transferred: 'transferred in' },
  },
  zh: {
    ...{ closed: '已了结', open: '未了结', takenOut: '转出', long: '多头', short: '空头' },
    ...{ more: '长期', less: '短期', transferred: '转入' },
  },
} as const satisfies Record<StatementLanguage, Record<string, string>>;

/** One lot in words; empty: it has none. */
export interface LotText {
  readonly what: string;
  readonly symbol: string;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly opened: string;
  readonly closed: string;
  /** Of the zone. */
  readonly openedDay: string;
  readonly closedDay: string;
  readonly heldDays: string;
  readonly side: string;
  readonly quantity: string;
  readonly currency: string;
  readonly cost: string;
  readonly proceeds: string;
  readonly gain: string;
  readonly term: string;
  /** Where it came from, if it was not traded here. */
  readonly origin: string;
}

export interface LotWriter {
  closed(lot: ClosedLot): LotText;
  open(lot: OpenLot): LotText;
  money(asset: number, minor: number): string;
  codeOf(asset: number): string;
}

export function createLotWriter({ assets, instruments, language }: LotsTask): LotWriter {
  const words = WORDS[language];
  const known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const named = new Map(assets.map((asset) => [asset.id, asset]));
  const timeText = (micros: number) => new Date(Math.floor(micros / 1_000)).toISOString();
  const money = (asset: number, minor: number) => formatDecimal(minor, named.get(asset)!.scale);
  const codeOf = (asset: number) => named.get(asset)!.code;
  function common(lot: ClosedLot | OpenLot) {
    const instrument = known.get(lot.instrument)!;
    return {
      symbol: instrument.symbol,
      opened: timeText(lot.openedMicros),
      openedDay: lot.openedDay,
      side: lot.isShort ? words.short : words.long,
      quantity: lotsText(lot.lots, instrument),
      currency: codeOf(instrument.quoteAsset),
      origin: lot.isTransferred ? words.transferred : '',
      quote: (minor: number) => money(instrument.quoteAsset, minor),
    };
  }
  return {
    ...{ money, codeOf },
    closed(lot) {
      const { quote, ...text } = common(lot);
      return {
        ...{ ...text, what: lot.isTakenOut ? words.takenOut : words.closed },
        ...{ closed: timeText(lot.closedMicros), closedDay: lot.closedDay },
        ...{ heldDays: String(lot.heldDays), cost: quote(lot.costMinor) },
        proceeds: lot.isTakenOut ? '' : quote(lot.proceedsMinor),
        gain: lot.isTakenOut ? '' : quote(lot.gainMinor),
        term: lot.isTakenOut ? '' : lot.isLongTerm ? words.more : words.less,
      };
    },
    open(lot) {
      const { quote, ...text } = common(lot);
      const value = quote(lot.valueMinor);
      return {
        ...{ ...text, what: words.open, closed: '', closedDay: '', heldDays: '' },
        ...{ cost: lot.isShort ? '' : value, proceeds: lot.isShort ? value : '' },
        ...{ gain: '', term: '' },
      };
    },
  };
}
