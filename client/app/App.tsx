// The terminal: sign-in, then the desk, or one panel at a time on a narrow screen.

import { useEffect } from 'react';
import { resumeSignIn } from '../actions/sign-in.ts';
import { watchLink } from '../state/link-history.ts';
import { useSession } from '../state/session-store.ts';
import { applyPrefs } from './apply-prefs.ts';
import { DeskPage } from './DeskPage.tsx';
import { SignInPage } from './SignInPage.tsx';

export function App() {
  const user = useSession((state) => state.user);
  useEffect(() => applyPrefs(), []);
  useEffect(() => watchLink(), []);
  useEffect(() => {
    resumeSignIn();
  }, []);
  return user === '' ? <SignInPage /> : <DeskPage />;
}
