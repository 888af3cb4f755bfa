// Around a mail: it is on its way; its link was followed.

import { useState } from 'react';
import { confirmEmail } from '../../actions/own-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { FormFoot, Way } from '../../ui/FormFoot.tsx';
import { useForm } from '../../ui/use-form.ts';
import { StepDone } from './StepDone.tsx';
import type { StepProps, WelcomeStep } from './welcome-step.ts';

export interface MailSentProps extends StepProps {
  readonly step: WelcomeStep & { readonly is: 'registered' | 'forgotten' };
}

export function MailSent({ go, step }: MailSentProps) {
  const t = useText();
  return (
    <div className="form" role="status">
      <p>{t(`welcome.${step.is}.words`, { email: step.email })}</p>
      <p>{t('welcome.mailWords')}</p>
      <p className="form-ways">
        <Way words={t('welcome.toSignIn')} onGo={() => go({ is: 'signIn' })} />
      </p>
    </div>
  );
}

/** The user presses: programs that look at mails follow links too, and would use it up. */
export function ConfirmEmail({ go, token }: StepProps & { readonly token: string }) {
  const t = useText();
  const [isDone, setDone] = useState(false);
  const form = useForm(true, async () => {
    const answer = await confirmEmail(token);
    if (answer.ok) setDone(true);
    return answer;
  });
  const toSignIn = <Way words={t('welcome.toSignIn')} onGo={() => go({ is: 'signIn' })} />;
  if (isDone) return <StepDone words={t('welcome.confirmed')}>{toSignIn}</StepDone>;
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <p>{t('welcome.confirmWords')}</p>
      <FormFoot form={form} send={t('welcome.confirm.do')}>
        {toSignIn}
      </FormFoot>
    </form>
  );
}
