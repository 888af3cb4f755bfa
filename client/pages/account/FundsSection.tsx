// Deposit and withdraw: where to pay in, bank accounts, the withdrawal, and what became of each.

import { useCallback, useState } from 'react';
import { readFunds, type Funds } from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { BankAccounts } from './BankAccounts.tsx';
import { PayIn } from './PayIn.tsx';
import { useStepUp } from './StepUp.tsx';
import { isUnderWay, newestDeposit, type Awaited } from './transfer-states.ts';
import { DepositList, WithdrawalList } from './TransferLists.tsx';
import { useLive } from './use-live.ts';
import { WithdrawForm } from './WithdrawForm.tsx';

/** A simulated pay-in that has not come by then is not hoped for any more. */
const AWAIT_MS = 60_000;
/** The server answers so where it was started without a bank. */
const NO_SUCH_PATH = 404;

export default function FundsSection() {
  const t = useText();
  const [awaited, setAwaited] = useState<Awaited>();
  const mayChange = useCallback(
    (funds: Funds) => isUnderWay(funds, awaited, Date.now()),
    [awaited],
  );
  const live = useLive(readFunds, mayChange);
  const guard = useStepUp();
  if (live.is === 'failed' && live.code === NO_SUCH_PATH) {
    return <Empty title={t('funding.noBank')} words={t('funding.noBankWords')} icon="help" />;
  }
  const { reload } = live;
  return (
    <>
      {live.is === 'ready' && live.isLost && (
        <p className="form-refusal" role="alert">
          {t('funding.lost')}
        </p>
      )}
      <Answer answer={live}>
        {(funds) => (
          <>
            <PayIn
              funding={funds.funding}
              onPaid={() => {
                setAwaited({ aboveId: newestDeposit(funds), untilMs: Date.now() + AWAIT_MS });
                return reload();
              }}
            />
            <WithdrawForm {...{ funds, guard, reload }} />
            <BankAccounts accounts={funds.accounts} {...{ guard, reload }} />
            <WithdrawalList {...{ funds, reload }} />
            <DepositList funds={funds} />
          </>
        )}
      </Answer>
      {guard.dialog}
    </>
  );
}
