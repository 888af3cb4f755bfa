// A withdrawal: to which bank account, how much, and what happens next, before it is sent.

import { useState } from 'react';
import { withdraw, type FundedCurrency, type Funds } from '../../actions/funding.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import { useText } from '../../i18n/use-text.ts';
import { grouped } from '../../ui/format.ts';
import { Button } from '../../ui/Button.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { ChoiceField } from '../../ui/ChoiceField.tsx';
import type { StepUpGuard } from './StepUp.tsx';
import { newRequestId, readAmount, whatFollows, withdrawFaults } from './withdraw-form.ts';

export interface WithdrawProps {
  readonly funds: Funds;
  readonly guard: StepUpGuard;
  readonly reload: () => Promise<void>;
}

export function WithdrawForm(props: WithdrawProps) {
  const t = useText();
  const { currencies } = props.funds.funding;
  const [asset, setAsset] = useState<number>();
  // The first that holds something, until the user chooses.
  const usual = currencies.find(({ withdrawableMinor }) => withdrawableMinor > 0) ?? currencies[0];
  const currency = currencies.find((one) => one.asset === asset) ?? usual;
  if (currency === undefined) return null;
  return (
    <Block title={t('funding.withdraw')} words={t('funding.withdrawWords')}>
      {props.funds.accounts.length === 0 ? (
        <p className="block-words">{t('funding.noTarget')}</p>
      ) : (
        <AmountForm {...{ ...props, currency }} onCurrency={setAsset} />
      )}
    </Block>
  );
}

interface AmountProps extends WithdrawProps {
  readonly currency: FundedCurrency;
  readonly onCurrency: (asset: number) => void;
}

const moneyOf = (minor: number, { scale }: FundedCurrency) => grouped(formatDecimal(minor, scale));

function AmountForm({ funds, guard, reload, currency, onCurrency }: AmountProps) {
  const t = useText();
  const { accounts, funding } = funds;
  const [chosen, setChosen] = useState('');
  const [amount, setAmount] = useState('');
  const [requestId, setRequestId] = useState(newRequestId);
  const [asked, setAsked] = useState('');
  const isThere = accounts.some(({ id }) => String(id) === chosen);
  const only = accounts.length === 1 ? String(accounts[0]!.id) : '';
  const bankAccount = isThere ? chosen : only;
  const faults = withdrawFaults({ bankAccount, amount }, currency);
  const { code, scale } = currency;
  const form = useForm(Object.keys(faults).length === 0, async () => {
    const amountMinor = readAmount(amount, scale) as number;
    const given = { asset: currency.asset, amountMinor, clientRequestId: requestId };
    const answer = await guard.run(() => withdraw({ ...given, bankAccount: Number(bankAccount) }));
    setAsked(answer.ok ? t('funding.asked', { amount: moneyOf(amountMinor, currency), code }) : '');
    // Without an answer the same request is sent again: it may have arrived.
    if (answer.ok || answer.code !== 0) setRequestId(newRequestId());
    if (answer.ok) setAmount('');
    await reload();
    return answer;
  });
  const marked = form.wasTried ? faults : {};
  const follows = whatFollows(amount, currency);
  const limit = moneyOf(currency.approvalAboveMinor, currency);
  const write = (text: string) => {
    setAsked('');
    setAmount(text);
  };
  return (
    <form className="form narrow" noValidate onSubmit={form.onSubmit}>
      <ChoiceField
        label={t('funding.target')}
        choices={[
          ...(bankAccount === '' ? [{ value: '', label: t('funding.choose') }] : []),
          ...accounts.map(({ id, label, iban }) => ({
            value: String(id),
            label: label === '' ? iban : `${label} · ${iban}`,
          })),
        ]}
        value={bankAccount}
        onChange={setChosen}
        error={marked.bankAccount && t(`funding.fault.${marked.bankAccount}`)}
      />
      <div className="field-pair">
        <ChoiceField
          label={t('funding.currency')}
          choices={funding.currencies.map((one) => ({ value: String(one.asset), label: one.code }))}
          value={String(currency.asset)}
          onChange={(id) => {
            onCurrency(Number(id));
          }}
        />
        <TextField
          label={t('funding.amount')}
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={write}
          error={marked.amount && t(`funding.fault.${marked.amount}`, { scale })}
        />
      </div>
      <p className="withdrawable">
        <Withdrawable currency={currency} />
        <Button
          small
          look="quiet"
          disabled={currency.withdrawableMinor === 0}
          onClick={() => {
            write(formatDecimal(currency.withdrawableMinor, scale));
          }}
        >
          {t('funding.all')}
        </Button>
      </p>
      <p className="what-follows">{t(`funding.${follows ?? 'atOnce'}`, { limit, code })}</p>
      {asked !== '' && (
        <p className="form-done" role="status">
          {asked}
        </p>
      )}
      <FormFoot form={form} send={t('funding.send')} />
    </form>
  );
}

function Withdrawable({ currency }: { readonly currency: FundedCurrency }) {
  const t = useText();
  const { withdrawableMinor, inTransitMinor, code } = currency;
  const amount = moneyOf(withdrawableMinor, currency);
  const transit = moneyOf(inTransitMinor, currency);
  const key = inTransitMinor > 0 ? 'funding.inTransit' : 'funding.withdrawable';
  return <span>{t(key, { amount, code, transit })}</span>;
}
