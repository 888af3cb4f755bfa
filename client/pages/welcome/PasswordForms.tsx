// A forgotten password: ask for the mail, and set a new one by its link.

import { useState } from 'react';
import { forgotPassword, resetPassword } from '../../actions/own-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/TextField.tsx';
import { FormFoot, Way } from '../../ui/FormFoot.tsx';
import { NewPassword } from './NewPassword.tsx';
import { StepDone } from './StepDone.tsx';
import { useForm } from '../../ui/use-form.ts';
import { emailFault, newPasswordFault, repeatFault } from './welcome-forms.ts';
import type { StepProps } from './welcome-step.ts';

export function ForgotForm({ go }: StepProps) {
  const t = useText();
  const [email, setEmail] = useState('');
  const fault = emailFault(email);
  const form = useForm(fault === undefined, async () => {
    const answer = await forgotPassword(email.trim());
    if (answer.ok) go({ is: 'forgotten', email: email.trim() });
    return answer;
  });
  const marked = form.wasTried ? fault : undefined;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <p>{t('welcome.forgotWords')}</p>
      <TextField
        label={t('welcome.email')}
        type="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={setEmail}
        error={marked && t(`welcome.fault.${marked}`)}
      />
      <FormFoot form={form} send={t('welcome.forgot.do')}>
        <Way words={t('welcome.toSignIn')} onGo={() => go({ is: 'signIn' })} />
      </FormFoot>
    </form>
  );
}

export function ResetForm({ go, token }: StepProps & { readonly token: string }) {
  const t = useText();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isDone, setDone] = useState(false);
  const fault = newPasswordFault(password) ?? repeatFault(password, again);
  const form = useForm(fault === undefined, async () => {
    const answer = await resetPassword(token, password);
    if (answer.ok) setDone(true);
    return answer;
  });
  const toSignIn = <Way words={t('welcome.toSignIn')} onGo={() => go({ is: 'signIn' })} />;
  if (isDone) return <StepDone words={t('welcome.resetDone')}>{toSignIn}</StepDone>;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <NewPassword
        {...{ password, again, isMarked: form.wasTried }}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      <FormFoot form={form} send={t('welcome.reset.do')}>
        {toSignIn}
      </FormFoot>
    </form>
  );
}
