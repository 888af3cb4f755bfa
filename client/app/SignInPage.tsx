// Sign-in with one key: a demo user per number.

import { useEffect } from 'react';
import { signIn } from '../actions/sign-in.ts';
import { useText } from '../i18n/use-text.ts';
import { LooksMenu } from './LooksMenu.tsx';
import { Mark } from './Mark.tsx';

const USERS = ['trader-1', 'trader-2', 'consumer'] as const;

export function SignInPage() {
  const t = useText();
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey) return;
      const user = USERS[Number(key) - 1];
      if (user !== undefined) signIn(user);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <h1>
          <Mark /> Openbell
        </h1>
        <p>{t('shell.signIn.words')}</p>
        <ul>
          {USERS.map((user, k) => (
            <li key={user}>
              <button
                type="button"
                onClick={() => {
                  signIn(user);
                }}
              >
                <kbd>{k + 1}</kbd>
                <b>{t(`shell.signIn.${user}`)}</b>
                <span>{t(`shell.signIn.${user}.words`)}</span>
              </button>
            </li>
          ))}
        </ul>
        <LooksMenu />
      </div>
    </main>
  );
}
