// Sign-in with one key: a demo user per number, where the server has them.

import { useEffect, useState } from 'react';
import { readSignInOptions } from '../../actions/own-session.ts';
import { signIn } from '../../actions/sign-in.ts';
import { useText } from '../../i18n/use-text.ts';

const USERS = ['trader-1', 'trader-2', 'consumer', 'operations'] as const;

/** Numbers sign in from the first moment on, before the words of the page have come. */
export function useDemoKeys(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      // Numbers belong to the fields of the form while one of them is written in.
      if (ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
      const user = USERS[Number(key) - 1];
      if (user !== undefined) signIn(user);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [isWanted]);
}

export function DemoUsers({ hasDemo }: { readonly hasDemo: boolean }) {
  const t = useText();
  if (!hasDemo) return null;
  return (
    <section className="demo-users" aria-labelledby="demo-users">
      <h2 id="demo-users">{t('welcome.demo')}</h2>
      <p>{t('welcome.demoWords')}</p>
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
              <b>{t(`welcome.demo.${user}`)}</b>
              <span>{t(`welcome.demo.${user}.words`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** They are offered until the server says that it has none: a key pressed at once is not lost. */
export function useHasDemo(): boolean {
  const [has, setHas] = useState(true);
  useEffect(() => {
    void readSignInOptions().then(({ demo }) => {
      setHas(demo);
    });
  }, []);
  return has;
}
