// What the account made by closing positions: totals, the line of all days, and a calendar of them.

import { useMemo, useState } from 'react';
import type { CurrencyResult } from '../../actions/load-history.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { downloadCsv } from '../../ui/csv.ts';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { today as todayIn } from '../../ui/order-columns.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { ResultCalendar } from './ResultCalendar.tsx';
import { ResultFigures } from './ResultFigures.tsx';
import { ResultLine } from './ResultLine.tsx';
import { addedUp, monthOf, netMinor } from './result-days.ts';
import { resultsCsv } from './results-csv.ts';
import { directionOf, signedText } from './signed-money.ts';
import { useResults, type Results } from './use-results.ts';
import './results.css';

export default function ResultsPanel() {
  const results = useResults();
  const [asset, setAsset] = useState<number>();
  const currencies = (results.currencies ?? []).filter(
    ({ fills, ledgerMinor }) => fills > 0 || ledgerMinor !== 0,
  );
  // Until one is chosen: where most was traded.
  const busiest = currencies.reduce<CurrencyResult | undefined>(
    (most, one) => (most === undefined || one.fills > most.fills ? one : most),
    undefined,
  );
  const result = currencies.find((one) => one.asset === asset) ?? busiest;
  if (result === undefined) return <NoResults results={results} />;
  return (
    <OneCurrency results={results} currencies={currencies} result={result} onAsset={setAsset} />
  );
}

function NoResults({ results: { currencies, failed, read } }: { readonly results: Results }) {
  const t = useText();
  const again = (
    <Button small onClick={() => void read()}>
      {t('results.again')}
    </Button>
  );
  if (failed)
    return (
      <Panel>
        <Empty
          icon="warn"
          urgent
          title={t('results.failed')}
          words={t('results.failedWords')}
          action={again}
        />
      </Panel>
    );
  if (currencies === undefined)
    return (
      <Panel>
        <Loading label={t('ui.loading')} />
      </Panel>
    );
  return (
    <Panel>
      <Empty icon="clock" title={t('results.empty')} words={t('results.emptyWords')} />
    </Panel>
  );
}

interface OneCurrencyProps {
  readonly results: Results;
  readonly currencies: readonly CurrencyResult[];
  readonly result: CurrencyResult;
  readonly onAsset: (asset: number) => void;
}

function OneCurrency({ results, currencies, result, onAsset }: OneCurrencyProps) {
  const t = useText();
  const today = todayIn(usePrefs((state) => state.zone));
  const assets = useInstruments((state) => state.assets);
  const [chosen, setChosen] = useState<string>();
  const { code = '', scale = 0 } = assets.get(result.asset) ?? {};
  const days = useMemo(() => new Map(result.days.map((day) => [day.day, day])), [result]);
  const earlier = result.ledgerMinor - netMinor(result);
  const points = useMemo(() => addedUp(result.days, earlier), [result, earlier]);
  const day = chosen ?? result.days.at(-1)?.day ?? today;
  const money = { code, scale };
  const choices = currencies.map(({ asset }) => ({
    value: asset,
    label: assets.get(asset)?.code ?? String(asset),
  }));
  const tools = (
    <>
      {choices.length > 1 && (
        <Segment
          label={t('results.currency')}
          choices={choices}
          value={result.asset}
          onChange={onAsset}
        />
      )}
      <IconButton
        icon="download"
        label={t('results.export')}
        onClick={() => {
          downloadCsv(`openbell-results-${today}.csv`, resultsCsv(t, currencies, assets));
        }}
      />
    </>
  );
  const foot = <DayFoot {...money} result={result} day={day} results={results} earlier={earlier} />;
  return (
    <Panel tools={tools} footer={foot}>
      <div className="results">
        <ResultFigures {...money} result={result} />
        <ResultLine {...money} points={points} />
        <ResultCalendar {...money} days={days} day={day} today={today} onDay={setChosen} />
      </div>
    </Panel>
  );
}

interface DayFootProps {
  readonly result: CurrencyResult;
  readonly results: Results;
  readonly day: string;
  readonly scale: number;
  readonly earlier: number;
}

/** The chosen day and its month in figures. */
function DayFoot({ result, results, day, scale, earlier }: DayFootProps) {
  const t = useText();
  const one = result.days.find((row) => row.day === day);
  const inMonth = result.days.filter((row) => monthOf(row.day) === monthOf(day));
  const month = inMonth.reduce((sum, row) => sum + netMinor(row), 0);
  return (
    <>
      <span>
        {day}{' '}
        {one !== undefined && (
          <b data-direction={directionOf(netMinor(one))}>{signedText(netMinor(one), scale)}</b>
        )}
      </span>
      {one !== undefined && (
        <span>
          {t('results.closings', { count: one.closings })} ·{' '}
          {t('results.wins', { count: one.wins })}
        </span>
      )}
      <span>
        {t('results.month')} <b data-direction={directionOf(month)}>{signedText(month, scale)}</b>
      </span>
      {earlier !== 0 && <span>{t('results.earlier', { net: signedText(earlier, scale) })}</span>}
      <span role="status" className={results.failed ? 'doubt-text' : 'foot-end'}>
        {results.failed ? t('results.old') : t('results.days', { zone: results.zone })}
      </span>
    </>
  );
}
