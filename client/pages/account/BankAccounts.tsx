// The user's own accounts at banks: see them masked, add one, remove one.

import { useState } from 'react';
import type { BankAccount, NewBankAccount } from '../../../shared/domain/bank-account.ts';
import { addBankAccount, removeBankAccount } from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { KeptList } from './KeptList.tsx';
import type { StepUpGuard } from './StepUp.tsx';

export interface BankAccountsProps {
  readonly accounts: readonly BankAccount[];
  readonly guard: StepUpGuard;
  readonly reload: () => Promise<void>;
}

const BLANK: NewBankAccount = { iban: '', bic: '', holder: '', label: '' };

export function BankAccounts({ accounts, guard, reload }: BankAccountsProps) {
  const t = useText();
  return (
    <Block title={t('funding.accounts')} words={t('funding.accountsWords')}>
      <KeptList
        empty={t('funding.noAccounts')}
        endWords={t('funding.remove')}
        rows={accounts.map(({ id, iban, holder, label, createdMs }) => ({
          ...{ id: String(id), createdMs, usedMs: 0 },
          ...{ label: label === '' ? iban : label },
          words: label === '' ? holder : `${iban} · ${holder}`,
        }))}
        onEnd={async (id) => {
          const answer = await guard.run(() => removeBankAccount(id));
          if (answer.ok) await reload();
          return answer;
        }}
      />
      <details className="more" open={accounts.length === 0}>
        <summary>{t('funding.addAccount')}</summary>
        <NewAccount {...{ guard, reload }} />
      </details>
    </Block>
  );
}

function NewAccount({ guard, reload }: Omit<BankAccountsProps, 'accounts'>) {
  const t = useText();
  const [draft, setDraft] = useState(BLANK);
  const [isDone, setDone] = useState(false);
  const isReady = draft.iban.trim() !== '' && draft.holder.trim() !== '';
  const form = useForm(isReady, async () => {
    const answer = await guard.run(() => addBankAccount(draft));
    setDone(answer.ok);
    if (answer.ok) {
      setDraft(BLANK);
      await reload();
    }
    return answer;
  });
  const field = (name: keyof NewBankAccount) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange(text: string) {
      setDone(false);
      setDraft({ ...draft, [name]: text });
    },
  });
  const missing = (name: 'iban' | 'holder') =>
    form.wasTried && draft[name].trim() === '' ? t('funding.fault.missing') : undefined;
  return (
    <form className="form narrow" noValidate onSubmit={form.onSubmit}>
      <TextField label={t('funding.newHolder')} {...field('holder')} error={missing('holder')} />
      <TextField label={t('funding.iban')} {...field('iban')} error={missing('iban')} />
      <TextField label={t('funding.bic')} {...field('bic')} hint={t('funding.bicHint')} />
      <TextField label={t('funding.label')} {...field('label')} maxLength={40} />
      {isDone && (
        <p className="form-done" role="status">
          {t('funding.added')}
        </p>
      )}
      <FormFoot form={form} send={t('funding.addAccount')} />
    </form>
  );
}
