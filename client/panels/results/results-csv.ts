// The days of all currencies as comma-separated text: exact amounts, nothing cut.

import type { CurrencyResult } from '../../actions/load-history.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { csvText, figure } from '../../ui/csv.ts';
import { moneyText } from '../../ui/format.ts';
import { netMinor } from './result-days.ts';

interface Asset {
  readonly code: string;
  readonly scale: number;
}

export function resultsCsv(
  t: Translate,
  currencies: readonly CurrencyResult[],
  assets: ReadonlyMap<number, Asset>,
): string {
  const head = [
    ...[t('results.day'), t('results.currency'), t('results.realised'), t('results.fees')],
    ...[t('results.net'), t('results.fills'), t('results.closed'), t('results.won')],
  ];
  const rows = currencies.flatMap(({ asset, days }) => {
    const { code = '', scale = 0 } = assets.get(asset) ?? {};
    const money = (minor: number) => figure(moneyText(minor, scale, scale));
    return days.map((day) => [
      ...[{ figure: day.day }, code, money(day.realisedMinor), money(day.feeMinor)],
      ...[money(netMinor(day)), ...[day.fills, day.closings, day.wins].map(count)],
    ]);
  });
  return csvText([head, ...rows]);
}

function count(n: number) {
  return { figure: String(n) };
}
