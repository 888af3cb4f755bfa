// What was read from the server, or why it is not there: loading, refused with the way to ask again.

import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from './Button.tsx';
import { Empty, Loading } from './Empty.tsx';
import type { AnswerState } from './use-answer.ts';
import { refusalWords } from './use-form.ts';

export interface AnswerProps<T> {
  readonly answer: AnswerState<T>;
  readonly children: (value: T) => ReactNode;
}

export function Answer<T>({ answer, children }: AnswerProps<T>) {
  const t = useText();
  if (answer.is === 'ready') return children(answer.value);
  if (answer.is === 'loading') return <Loading rows={4} label={t('ui.loading')} />;
  return (
    <Empty
      urgent
      icon="warn"
      title={t('ui.readFailed')}
      words={refusalWords(t, answer.code)}
      action={<Button onClick={() => void answer.reload()}>{t('ui.readAgain')}</Button>}
    />
  );
}
