// The bank's side: credits that belong to nobody known, and the comparison of ledger, payments and statement.

import { useState } from 'react';
import {
  assignCredit,
  listReconciliations,
  listUnmatched,
  runReconciliation,
  type UnmatchedCredit,
} from '../../actions/operations-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useForm } from '../../ui/use-form.ts';
import { hasRows } from './has-rows.ts';
import { OfficeTable } from './OfficeTable.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useFigures } from './use-figures.ts';

export default function BankSection() {
  return (
    <>
      <Unmatched />
      <Reconciliations />
    </>
  );
}

function Unmatched() {
  const t = useText();
  const act = useAct();
  const { money, time } = useFigures();
  const unmatched = useAnswer(listUnmatched);
  return (
    <Block title={t('operations.unmatched')} words={t('operations.unmatchedWords')}>
      {(hasRows(unmatched) || act.outcome !== '') && <ReasonField act={act} />}
      <Answer answer={unmatched}>
        {(rows) => (
          <OfficeTable
            label={t('operations.unmatched')}
            empty={t('operations.nothingWaits')}
            columns={[
              { title: t('operations.amount'), isFigure: true },
              { title: t('operations.payer') },
              { title: t('operations.reference') },
              { title: t('operations.class') },
              { title: t('operations.time') },
              { title: t('operations.assign') },
            ]}
            rows={rows.map((row: UnmatchedCredit) => ({
              key: row.id,
              cells: [
                money(row.amountMinor, row.asset),
                row.payer,
                row.reference,
                t(`bank.class.${row.classification}`),
                time(row.receivedMs * 1000),
                <Assign
                  key="assign"
                  isBusy={act.isBusy}
                  onAssign={(account) =>
                    void act.run(
                      (reason) => assignCredit(row.id, account, reason),
                      () => void unmatched.reload(),
                    )
                  }
                />,
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}

interface AssignProps {
  readonly isBusy: boolean;
  readonly onAssign: (account: number) => void;
}

function Assign({ isBusy, onAssign }: AssignProps) {
  const t = useText();
  const [account, setAccount] = useState('');
  return (
    <span className="acts">
      <input
        className="in-row"
        inputMode="numeric"
        aria-label={t('operations.accountNumber')}
        value={account}
        onChange={(event) => {
          setAccount(event.target.value);
        }}
      />
      <Button
        small
        disabled={isBusy || !/^\d{1,9}$/.test(account)}
        onClick={() => {
          onAssign(Number(account));
        }}
      >
        {t('operations.assign')}
      </Button>
    </span>
  );
}

function Reconciliations() {
  const t = useText();
  const runs = useAnswer(listReconciliations);
  const form = useForm(true, async () => {
    const answer = await runReconciliation();
    if (answer.ok) await runs.reload();
    return answer;
  });
  return (
    <Block title={t('operations.reconciliations')} words={t('operations.reconciliationsWords')}>
      <form className="form narrow" onSubmit={form.onSubmit}>
        <FormFoot form={form} send={t('operations.runNow')} />
      </form>
      <Answer answer={runs}>
        {(rows) => (
          <OfficeTable
            label={t('operations.reconciliations')}
            empty={t('operations.noRuns')}
            columns={[
              { title: t('operations.date') },
              { title: t('operations.currency') },
              { title: t('operations.by') },
              { title: t('operations.breaks'), isFigure: true },
              { title: t('operations.whatBroke') },
            ]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: [
                row.day,
                row.currency,
                row.runBy,
                row.breakCount,
                [...new Set(row.breaks.map(({ kind }) => t(`bank.break.${kind}`)))].join(
                  t('operations.and'),
                ) || '–',
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}
