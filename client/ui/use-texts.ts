// Texts that a page brings with it: true once they are there.

import { useEffect, useState } from 'react';
import { loadTexts } from '../i18n/texts.ts';

/** The namespaces of a component never change. */
export function useTexts(...namespaces: readonly string[]): boolean {
  const [has, setHas] = useState(false);
  const key = namespaces.join(' ');
  useEffect(() => {
    void Promise.all(key.split(' ').map((namespace) => loadTexts(namespace))).then(() => {
      setHas(true);
    });
  }, [key]);
  return has;
}
