// What waits for a second person: withdrawals above the limit, and proposals of colleagues.

import {
  answerPayout,
  answerProposal,
  listPayouts,
  listProposals,
} from '../../actions/operations-desk.ts';
import { may, type Grant } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../../state/session-store.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { changeText } from './proposal-words.ts';
import { OfficeTable } from './OfficeTable.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct, type Act } from './use-act.ts';
import { useMarketWords } from './use-market-words.ts';
import { useFigures } from './use-figures.ts';

const CONFIRMERS: readonly Grant[] = ['block', 'setLimits', 'correctTrade', 'runBusinessDay'];

export default function ApprovalsSection() {
  const role = useSession((state) => state.role);
  const act = useAct();
  if (role === undefined) return null;
  return (
    <>
      <ReasonField act={act} />
      {may(role, 'approvePayout') && <Payouts act={act} />}
      {CONFIRMERS.some((grant) => may(role, grant)) && <Proposals act={act} />}
    </>
  );
}

function Payouts({ act }: { readonly act: Act }) {
  const t = useText();
  const { money, time } = useFigures();
  const payouts = useAnswer(listPayouts);
  const answer = (id: number, verb: 'approve' | 'refuse') =>
    void act.run(
      (reason) => answerPayout(id, verb, reason),
      () => void payouts.reload(),
    );
  return (
    <Block title={t('operations.payouts')} words={t('operations.payoutsWords')}>
      <Answer answer={payouts}>
        {(rows) => (
          <OfficeTable
            label={t('operations.payouts')}
            empty={t('operations.nothingWaits')}
            columns={[
              { title: t('operations.account') },
              { title: t('operations.amount'), isFigure: true },
              { title: t('operations.to') },
              { title: t('operations.approvedBy') },
              { title: t('operations.time') },
              { title: t('operations.decision') },
            ]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: [
                row.account,
                money(row.amountMinor, row.asset),
                row.iban,
                row.approvals.join(', ') || '–',
                time(row.createdMs * 1000),
                <span className="acts" key="acts">
                  <Button small disabled={act.isBusy} onClick={() => answer(row.id, 'approve')}>
                    {t('operations.approve')}
                  </Button>
                  <Button small disabled={act.isBusy} onClick={() => answer(row.id, 'refuse')}>
                    {t('operations.refuse')}
                  </Button>
                </span>,
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}

function Proposals({ act }: { readonly act: Act }) {
  const t = useText();
  const { time } = useFigures();
  const market = useMarketWords();
  const proposals = useAnswer(listProposals);
  const answer = (id: number, verb: 'confirm' | 'withdraw') =>
    void act.run(
      (reason) => answerProposal(id, verb, reason),
      () => void proposals.reload(),
    );
  return (
    <Block title={t('operations.proposals')} words={t('operations.proposalsWords')}>
      <Answer answer={proposals}>
        {(rows) => (
          <OfficeTable
            label={t('operations.proposals')}
            empty={t('operations.nothingWaits')}
            columns={[
              { title: t('operations.what') },
              { title: t('operations.why') },
              { title: t('operations.by') },
              { title: t('operations.time') },
              { title: t('operations.state') },
            ]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: [
                <span className="said" key="said">
                  {changeText(market, row.what, row.object, row.payload)}
                </span>,
                row.why,
                row.proposedBy,
                time(row.proposedMicros),
                row.state === 'open' ? (
                  <span className="acts" key="acts">
                    <Button small disabled={act.isBusy} onClick={() => answer(row.id, 'confirm')}>
                      {t('operations.confirm')}
                    </Button>
                    <Button small disabled={act.isBusy} onClick={() => answer(row.id, 'withdraw')}>
                      {t('operations.withdraw')}
                    </Button>
                  </span>
                ) : (
                  t(`operations.state.${row.state}`)
                ),
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}
