// Before the desk: sign in, register, second factor, forgotten password, links of mails, demo users.

import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useTexts } from '../../ui/use-texts.ts';
import { DemoUsers, useDemoKeys, useHasDemo } from './DemoUsers.tsx';
import { ConfirmEmail, MailSent } from './MailSteps.tsx';
import { ForgotForm, ResetForm } from './PasswordForms.tsx';
import { RegisterForm } from './RegisterForm.tsx';
import { SecondFactorForm } from './SecondFactorForm.tsx';
import { SignInForm } from './SignInForm.tsx';
import type { WelcomeStep } from './welcome-step.ts';
import { mailLink } from './welcome-forms.ts';

export interface WelcomeProps {
  readonly brand: ReactNode;
  /** Language and looks. */
  readonly foot: ReactNode;
}

export function WelcomePage({ brand, foot }: WelcomeProps) {
  const t = useText();
  const [step, go] = useState<WelcomeStep>(firstStep);
  const hasTexts = useTexts('welcome');
  const hasDemo = useHasDemo();
  useDemoKeys(hasDemo && step.is === 'signIn');
  useEffect(() => {
    if (mailLink(location.hash) !== undefined) history.replaceState(null, '', location.pathname);
  }, []);
  if (!hasTexts) return <main className="sign-in" aria-busy="true" />;
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <h1>{brand}</h1>
        <h2>{t(`welcome.${step.is}`)}</h2>
        <Step step={step} go={go} />
        {step.is === 'signIn' && <DemoUsers hasDemo={hasDemo} />}
        {foot}
      </div>
    </main>
  );
}

function Step({ step, go }: { readonly step: WelcomeStep; go(next: WelcomeStep): void }) {
  switch (step.is) {
    case 'signIn':
      return <SignInForm go={go} />;
    case 'register':
      return <RegisterForm go={go} />;
    case 'secondFactor':
      return <SecondFactorForm go={go} step={step} />;
    case 'forgot':
      return <ForgotForm go={go} />;
    case 'reset':
      return <ResetForm go={go} token={step.token} />;
    case 'set-up':
      return <RegisterForm go={go} token={step.token} />;
    case 'confirm':
      return <ConfirmEmail go={go} token={step.token} />;
    case 'registered':
    case 'forgotten':
      return <MailSent go={go} step={step} />;
    default:
      return step satisfies never;
  }
}

/** A link of a mail leads to its step, once: the token does not stay in the address. */
function firstStep(): WelcomeStep {
  const link = mailLink(location.hash);
  return link ?? { is: 'signIn' };
}
