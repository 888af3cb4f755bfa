// The steps before the desk.

export type WelcomeStep =
  | { readonly is: 'signIn' | 'register' | 'forgot' }
  | { readonly is: 'secondFactor'; readonly challenge: string; readonly methods: readonly string[] }
  /** A mail is on its way; the words do not say whether the address is known. */
  | { readonly is: 'registered' | 'forgotten'; readonly email: string }
  | { readonly is: 'confirm' | 'reset' | 'set-up'; readonly token: string };

export interface StepProps {
  go(next: WelcomeStep): void;
}
