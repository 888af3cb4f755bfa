// The second factor: a one-time code, or a recovery code when the device is lost.

import { useState } from 'react';
import { giveSecondFactor } from '../../actions/own-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/TextField.tsx';
import { FormFoot, Way } from '../../ui/FormFoot.tsx';
import { useForm } from '../../ui/use-form.ts';
import { codeFault, plainCode } from './welcome-forms.ts';
import type { StepProps, WelcomeStep } from './welcome-step.ts';

export interface SecondFactorProps extends StepProps {
  readonly step: WelcomeStep & { readonly is: 'secondFactor' };
}

export function SecondFactorForm({ go, step }: SecondFactorProps) {
  const t = useText();
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const fault = isRecovery ? missing(code) : codeFault(code);
  const form = useForm(fault === undefined, () =>
    giveSecondFactor(
      step.challenge,
      isRecovery ? { recoveryCode: code.trim() } : { code: plainCode(code) },
    ),
  );
  const marked = form.wasTried ? fault : undefined;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <p>{t(isRecovery ? 'welcome.recoveryWords' : 'welcome.codeWords')}</p>
      <TextField
        key={String(isRecovery)}
        label={t(isRecovery ? 'welcome.recoveryCode' : 'welcome.code')}
        autoComplete="one-time-code"
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoFocus
        value={code}
        onChange={setCode}
        error={marked && t(`welcome.fault.${marked}`)}
      />
      <FormFoot form={form} send={t('welcome.secondFactor.do')}>
        <Way
          words={t(isRecovery ? 'welcome.toCode' : 'welcome.toRecovery')}
          onGo={() => {
            setCode('');
            setRecovery(!isRecovery);
          }}
        />
        <Way words={t('welcome.toSignIn')} onGo={() => go({ is: 'signIn' })} />
      </FormFoot>
    </form>
  );
}

function missing(code: string): 'missing' | undefined {
  return code.trim() === '' ? 'missing' : undefined;
}
