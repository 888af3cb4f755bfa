// The terminal: the welcome pages, then the desk, or one panel at a time on a narrow screen.

import { lazy, Suspense, useEffect } from 'react';
import { keepSession, resumeSession } from '../actions/own-session.ts';
import { resumeSignIn } from '../actions/sign-in.ts';
import { watchLink } from '../state/link-history.ts';
import { WelcomePage } from '../pages/welcome/WelcomePage.tsx';
import { useSession } from '../state/session-store.ts';
import { applyPrefs } from './apply-prefs.ts';
import { DeskPage } from './DeskPage.tsx';
import { LooksMenu } from './LooksMenu.tsx';
import { Mark } from './Mark.tsx';
import { ownWindow } from './desk-windows.ts';

const OwnWindowPage = lazy(() =>
  import('./OwnWindowPage.tsx').then((module) => ({ default: module.OwnWindowPage })),
);

/** A window is for one panel as long as it lives, or for none. */
const shown = ownWindow();

export function App() {
  const user = useSession((state) => state.user);
  useEffect(() => applyPrefs(), []);
  useEffect(() => watchLink(), []);
  useEffect(() => keepSession(), []);
  useEffect(() => {
    if (!resumeSignIn()) void resumeSession();
  }, []);
  if (user !== '') {
    if (shown === undefined) return <DeskPage />;
    return (
      <Suspense>
        <OwnWindowPage shown={shown} />
      </Suspense>
    );
  }
  const brand = (
    <>
      <Mark /> Openbell
    </>
  );
  return <WelcomePage brand={brand} foot={<LooksMenu />} />;
}
