// Sign in by e-mail and password, or by a passkey where the browser has one.

import { useState } from 'react';
import { signInByPasskey, signInByPassword } from '../../actions/own-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { useIdentity } from '../../state/identity-store.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FormFoot, Way } from '../../ui/FormFoot.tsx';
import { useForm } from '../../ui/use-form.ts';
import { emailFault } from './welcome-forms.ts';
import type { StepProps } from './welcome-step.ts';

export function SignInForm({ go }: StepProps) {
  const t = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const wasEnded = useIdentity((state) => state.wasEnded);
  const fault = emailFault(email);
  const form = useForm(fault === undefined && password !== '', async () => {
    const answer = await signInByPassword(email.trim(), password);
    if (answer.ok && answer.value.stage === 'secondFactor') {
      const { challenge, methods } = answer.value;
      go({ is: 'secondFactor', challenge, methods });
    }
    return answer;
  });
  const marked = form.wasTried ? fault : undefined;
  const missing = form.wasTried && password === '' ? t('welcome.fault.missing') : undefined;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      {wasEnded && <p role="status">{t('welcome.ended')}</p>}
      <TextField
        label={t('welcome.email')}
        type="email"
        autoComplete="username webauthn"
        value={email}
        onChange={setEmail}
        error={marked && t(`welcome.fault.${marked}`)}
      />
      <TextField
        label={t('welcome.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing}
      />
      <FormFoot form={form} send={t('welcome.signIn.do')}>
        <Way words={t('welcome.toRegister')} onGo={() => go({ is: 'register' })} />
        <Way words={t('welcome.toForgot')} onGo={() => go({ is: 'forgot' })} />
      </FormFoot>
      <PasskeyButton />
    </form>
  );
}

function PasskeyButton() {
  const t = useText();
  const form = useForm(true, signInByPasskey);
  if (typeof PublicKeyCredential === 'undefined') return null;
  return (
    <>
      <Button disabled={form.isBusy} onClick={form.onSubmit}>
        {t('welcome.passkey')}
      </Button>
      {form.refusal !== '' && (
        <p className="form-refusal" role="alert">
          {form.refusal}
        </p>
      )}
    </>
  );
}
