// Fee tiers at the operators' page: the tables, a form for the next one, the last run, and whose discount was
// set by hand.

import { proposeRelease, readFeeTiers, type FeeTiers, type TierRow, type TierRun } from '../../actions/tiers-desk.ts'; // prettier-ignore
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayText, priceText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { FeeTiersForm } from './FeeTiersForm.tsx';
import { OfficeTable } from './OfficeTable.tsx';
import { ReasonField } from './ReasonField.tsx';
import { offText } from './tier-words.ts';
import { useAct } from './use-act.ts';
import { useFigures } from './use-figures.ts';

export function FeeTiersBlock() {
  const t = useText();
  const answer = useAnswer(readFeeTiers);
  return (
    <>
      <Block title={t('tiers.title')} words={t('tiers.words')}>
        <Answer answer={answer}>
          {(view) => (
            <>
              <Tables view={view} />
              <FeeTiersForm now={view.tables[0]} />
              <LastRun run={view.run} />
            </>
          )}
        </Answer>
      </Block>
      <Block title={t('tiers.byHand')} words={t('tiers.byHandWords')}>
        <Answer answer={answer}>{({ byHand }) => <ByHand accounts={byHand} />}</Answer>
      </Block>
    </>
  );
}

function Tables({ view: { tables } }: { readonly view: FeeTiers }) {
  const t = useText();
  const { money } = useFigures();
  return (
    <OfficeTable
      label={t('tiers.holds')}
      empty={t('tiers.none')}
      columns={[
        { title: t('tiers.firstDay') },
        { title: t('tiers.tier'), isFigure: true },
        { title: t('tiers.from'), isFigure: true },
        { title: t('tiers.maker'), isFigure: true },
        { title: t('tiers.taker'), isFigure: true },
        { title: t('operations.by') },
      ]}
      rows={tables.flatMap(({ id, fromDay, asset, tiers, proposedBy, confirmedBy }) => {
        const [day, people] = [dayText(fromDay), `${proposedBy}, ${confirmedBy}`];
        if (tiers.length === 0) {
          return [{ key: String(id), cells: [day, 0, t('tiers.says.empty'), '0%', '0%', people] }];
        }
        return tiers.map(({ fromMinor, makerDiscountPpm, takerDiscountPpm }, k) => ({
          key: `${String(id)}.${String(k)}`,
          cells: [
            ...[k === 0 ? day : '', k + 1, money(fromMinor, asset)],
            ...[offText(makerDiscountPpm), offText(takerDiscountPpm), k === 0 ? people : ''],
          ],
        }));
      })}
    />
  );
}

function LastRun({ run }: { readonly run: TierRun | undefined }) {
  const t = useText();
  const { money } = useFigures();
  const { assets, instruments } = useInstruments();
  if (run === undefined) return <p className="block-words">{t('tiers.noRun')}</p>;
  const codeOf = (asset: number) => assets.get(asset)?.code ?? String(asset);
  const title = t('tiers.run', { date: dayText(run.day) });
  const volume = ({ volumeMinor, missing }: TierRow) => {
    const text = money(volumeMinor, run.asset);
    if (missing.length === 0) return text;
    return `${text} (${t('tiers.notCounted', { currencies: missing.map(codeOf).join(', ') })})`;
  };
  return (
    <>
      <h4>{title}</h4>
      {run.rates.map(({ asset, instrument, ticks }) => {
        const pair = instruments.get(instrument);
        const currency = codeOf(asset);
        const words =
          ticks === 0 || pair === undefined
            ? t('tiers.noRate', { currency })
            : t('tiers.rate', { currency, price: priceText(ticks, pair), pair: pair.symbol });
        return (
          <p key={asset} className="block-words">
            {words}
          </p>
        );
      })}
      <OfficeTable
        label={title}
        empty={t('tiers.nobody')}
        columns={[
          { title: t('tiers.account') },
          { title: t('tiers.volume'), isFigure: true },
          { title: t('tiers.tier'), isFigure: true },
          { title: t('tiers.maker'), isFigure: true },
          { title: t('tiers.taker'), isFigure: true },
          { title: t('tiers.outcome') },
        ]}
        rows={run.rows.map((row) => ({
          key: row.account,
          cells: [
            ...[row.account, volume(row), row.tier],
            ...[offText(row.makerDiscountPpm), offText(row.takerDiscountPpm)],
            t(row.state === '' ? `tiers.outcome.${row.outcome}` : `tiers.state.${row.state}`),
          ],
        }))}
      />
    </>
  );
}

function ByHand({ accounts }: { readonly accounts: readonly number[] }) {
  const t = useText();
  const act = useAct('operations.proposed');
  return (
    <>
      {accounts.length > 0 && <ReasonField act={act} />}
      <OfficeTable
        label={t('tiers.byHand')}
        empty={t('tiers.noneByHand')}
        columns={[{ title: t('tiers.account') }, { title: t('operations.change') }]}
        rows={accounts.map((account) => ({
          key: account,
          cells: [
            account,
            <Button
              small
              key="act"
              disabled={act.isBusy}
              aria-label={t('tiers.takeBackOf', { account })}
              onClick={() => void act.run((reason) => proposeRelease(account, reason))}
            >
              {t('tiers.takeBack')}
            </Button>,
          ],
        }))}
      />
    </>
  );
}
