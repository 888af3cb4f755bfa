// Register: an address that a mail confirms, and a password. With the token of a fresh server's letter the
// first administrator is made instead, whose address needs no further mail.

import { useState } from 'react';
import { register, setUpServer } from '../../actions/own-session.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/TextField.tsx';
import { FormFoot, Way } from '../../ui/FormFoot.tsx';
import { NewPassword } from './NewPassword.tsx';
import { useForm } from '../../ui/use-form.ts';
import { emailFault, newPasswordFault, repeatFault } from './welcome-forms.ts';
import type { StepProps } from './welcome-step.ts';

export function RegisterForm({ go, token }: StepProps & { readonly token?: string }) {
  const t = useText();
  const language = useLanguage();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const fault = emailFault(email);
  const passwordFault = newPasswordFault(password) ?? repeatFault(password, again);
  const form = useForm((fault ?? passwordFault) === undefined, async () => {
    if (token === undefined) {
      const answer = await register(email.trim(), password, language);
      if (answer.ok) go({ is: 'registered', email: email.trim() });
      return answer;
    }
    const answer = await setUpServer(token, email.trim(), password);
    if (answer.ok) go({ is: 'signIn' });
    return answer;
  });
  const marked = form.wasTried ? fault : undefined;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <TextField
        label={t('welcome.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={marked && t(`welcome.fault.${marked}`)}
      />
      <NewPassword
        {...{ password, again, isMarked: form.wasTried }}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      <FormFoot
        form={form}
        send={t(token === undefined ? 'welcome.register.do' : 'welcome.set-up.do')}
      >
        <Way words={t('welcome.toSignIn')} onGo={() => go({ is: 'signIn' })} />
      </FormFoot>
    </form>
  );
}
