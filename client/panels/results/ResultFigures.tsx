// What was made in one currency, in five figures.

import type { CurrencyResult } from '../../actions/load-history.ts';
import { useText } from '../../i18n/use-text.ts';
import { moneyText } from '../../ui/format.ts';
import { signedText, directionOf } from './signed-money.ts';

export interface ResultFiguresProps {
  readonly result: CurrencyResult;
  readonly code: string;
  readonly scale: number;
}

export function ResultFigures({ result, code, scale }: ResultFiguresProps) {
  const t = useText();
  const { ledgerMinor, realisedMinor, feeMinor, closings, wins } = result;
  const money = (minor: number) => signedText(minor, scale);
  const average = closings === 0 ? undefined : Math.trunc(realisedMinor / closings);
  return (
    <dl className="result-figures">
      <div>
        <dt>{t('results.net')}</dt>
        <dd data-direction={directionOf(ledgerMinor)}>
          <b>{money(ledgerMinor)}</b> <span className="faint">{code}</span>
        </dd>
      </div>
      <div>
        <dt>{t('results.realised')}</dt>
        <dd data-direction={directionOf(realisedMinor)}>{money(realisedMinor)}</dd>
      </div>
      <div>
        <dt>{t('results.fees')}</dt>
        <dd>{moneyText(feeMinor, scale)}</dd>
      </div>
      <div>
        <dt>{t('results.winRate')}</dt>
        <dd>
          {closings === 0 ? '–' : `${((wins / closings) * 100).toFixed(1)}%`}{' '}
          <span className="faint">{t('results.winsOf', { wins, closings })}</span>
        </dd>
      </div>
      <div>
        <dt>{t('results.average')}</dt>
        <dd data-direction={directionOf(average ?? 0)}>
          {average === undefined ? '–' : money(average)}
        </dd>
      </div>
    </dl>
  );
}
