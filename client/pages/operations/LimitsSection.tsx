// Limits and fees: what holds, what to propose, what is planned for a day to come.

import { useState } from 'react';
import {
  listLimits,
  listPlanned,
  withdrawPlanned,
  type LimitRow,
} from '../../actions/limits-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { accountText, changeText, instrumentText, limitsText } from './proposal-words.ts';
import { DiscountForm } from './DiscountForm.tsx';
import { FeeTiersBlock } from './FeeTiersBlock.tsx';
import { FeesForm } from './FeesForm.tsx';
import { LimitsForm } from './LimitsForm.tsx';
import { OfficeTable } from './OfficeTable.tsx';
import { PenaltiesForm } from './PenaltiesForm.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useMarketWords } from './use-market-words.ts';

export default function LimitsSection() {
  const [chosen, setChosen] = useState<LimitRow>();
  return (
    <>
      <Holding onChange={setChosen} />
      <LimitsForm
        key={chosen === undefined ? '' : `${String(chosen.account)}.${String(chosen.instrument)}`}
        chosen={chosen}
      />
      <FeesForm />
      <DiscountForm />
      <FeeTiersBlock />
      <PenaltiesForm />
      <Plans />
    </>
  );
}

function Holding({ onChange }: { readonly onChange: (row: LimitRow) => void }) {
  const t = useText();
  const market = useMarketWords();
  const limits = useAnswer(listLimits);
  return (
    <Block title={t('operations.holding')} words={t('operations.holdingWords')}>
      <Answer answer={limits}>
        {(rows) => (
          <OfficeTable
            label={t('operations.holding')}
            empty={t('operations.noLimits')}
            columns={[
              { title: t('operations.account') },
              { title: t('operations.instrument') },
              { title: t('operations.figures') },
              { title: t('operations.change') },
            ]}
            rows={rows.map((row) => ({
              key: `${String(row.account)}.${String(row.instrument)}`,
              cells: [
                accountText(market, row.account),
                instrumentText(market, row.instrument),
                <span className="said" key="said">
                  {limitsText(market, row.limits, row.instrument)}
                </span>,
                <Button
                  small
                  key="change"
                  onClick={() => {
                    onChange(row);
                  }}
                >
                  {t('operations.change')}
                </Button>,
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}

function Plans() {
  const t = useText();
  const act = useAct();
  const market = useMarketWords();
  const plans = useAnswer(listPlanned);
  const withdraw = (id: number) =>
    void act.run(
      (reason) => withdrawPlanned(id, reason),
      () => void plans.reload(),
    );
  return (
    <Block title={t('operations.planned')} words={t('operations.plannedWords')}>
      <Answer answer={plans}>
        {(rows) => (
          <>
            {rows.some(({ state }) => state === 'planned') && <ReasonField act={act} />}
            <OfficeTable
              label={t('operations.planned')}
              empty={t('operations.noPlans')}
              columns={[
                { title: t('operations.from') },
                { title: t('operations.what') },
                { title: t('operations.why') },
                { title: t('operations.by') },
                { title: t('operations.state') },
              ]}
              rows={rows.map(({ id, from, what, object, payload, ...row }) => ({
                key: id,
                cells: [
                  from,
                  <span className="said" key="said">
                    {changeText(market, what, object, withoutDay(payload))}
                  </span>,
                  row.why,
                  `${row.proposedBy}, ${row.confirmedBy}`,
                  row.state === 'planned' ? (
                    <Button small key="act" disabled={act.isBusy} onClick={() => withdraw(id)}>
                      {t('operations.withdraw')}
                    </Button>
                  ) : (
                    t(`operations.plan.${row.state}`)
                  ),
                ],
              }))}
            />
          </>
        )}
      </Answer>
    </Block>
  );
}

/** The day has a column of its own. */
function withoutDay(payload: string): string {
  const { from: _day, ...rest } = JSON.parse(payload) as Record<string, unknown>;
  return JSON.stringify(rest);
}
