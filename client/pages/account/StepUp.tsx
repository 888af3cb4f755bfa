// What is sensitive asks once more who is there: an action that the server refuses for want of a step-up is
// done again after the proof.

import { useState, type ReactNode } from 'react';
import { stepUp, type Answered } from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { REJECTS } from '../../../shared/domain/reject.ts';
import { useIdentity } from '../../state/identity-store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';

type Asked = Answered<unknown> | undefined;

export interface StepUpGuard {
  /** Runs the action; when it needs a step-up, asks for it and runs it once more. */
  run<T extends Asked>(action: () => Promise<T>): Promise<T>;
  /** The dialog, while it is asked for. */
  readonly dialog: ReactNode;
}

export function useStepUp(): StepUpGuard {
  const [asking, setAsking] = useState<((isProved: boolean) => void) | undefined>();
  const answer = (isProved: boolean) => {
    asking?.(isProved);
    setAsking(undefined);
  };
  return {
    async run(action) {
      const first = await action();
      if (first === undefined || first.ok || first.code !== REJECTS.stepUpNeeded.code) return first;
      const isProved = await new Promise<boolean>((resolve) => {
        setAsking(() => resolve);
      });
      return isProved ? action() : first;
    },
    dialog: asking === undefined ? null : <StepUpDialog onAnswer={answer} />,
  };
}

function StepUpDialog({ onAnswer }: { readonly onAnswer: (isProved: boolean) => void }) {
  const t = useText();
  const byCode = useIdentity((state) => state.me?.totp === true);
  const [proof, setProof] = useState('');
  const form = useForm(proof !== '', async () => {
    const text = proof.trim();
    const answer = await stepUp(byCode ? { code: text.replaceAll(' ', '') } : { password: proof });
    if (answer.ok) onAnswer(true);
    return answer;
  });
  return (
    <Dialog
      title={t('account.stepUp')}
      onClose={() => {
        onAnswer(false);
      }}
    >
      <form className="form" noValidate onSubmit={form.onSubmit}>
        <p>{t(byCode ? 'account.stepUpCode' : 'account.stepUpPassword')}</p>
        <TextField
          label={t(byCode ? 'account.code' : 'account.password')}
          type={byCode ? 'text' : 'password'}
          inputMode={byCode ? 'numeric' : 'text'}
          autoComplete={byCode ? 'one-time-code' : 'current-password'}
          value={proof}
          onChange={setProof}
        />
        <FormFoot form={form} send={t('account.stepUpDo')} />
      </form>
    </Dialog>
  );
}
