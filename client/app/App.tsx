// The terminal: sign-in, then the desk, or one panel at a time on a narrow screen.

import { lazy, Suspense, useEffect } from 'react';
import { resumeSignIn } from '../actions/sign-in.ts';
import { useSession } from '../state/session-store.ts';
import { applyPrefs } from './apply-prefs.ts';
import { DeskPage } from './DeskPage.tsx';
import { ownWindow } from './desk-windows.ts';
import { SignInPage } from './SignInPage.tsx';

const OwnWindowPage = lazy(() =>
  import('./OwnWindowPage.tsx').then((module) => ({ default: module.OwnWindowPage })),
);

/** A window is for one panel as long as it lives, or for none. */
const shown = ownWindow();

export function App() {
  const user = useSession((state) => state.user);
  useEffect(() => applyPrefs(), []);
  useEffect(() => {
    resumeSignIn();
  }, []);
  if (user === '') return <SignInPage />;
  return shown === undefined ? (
    <DeskPage />
  ) : (
    <Suspense>
      <OwnWindowPage shown={shown} />
    </Suspense>
  );
}
