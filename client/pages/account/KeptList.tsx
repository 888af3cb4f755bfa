// A list of what the server keeps for the user (passkeys, devices, API keys), each with a way to end it.

import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { refusalWords, type Outcome } from '../../ui/use-form.ts';
import { dateTimeText } from '../../ui/zoned-time.ts';

export interface KeptRow {
  readonly id: string;
  readonly label: string;
  /** More of it, for who points at it. */
  readonly title?: string;
  /** A second line: what it is good for, where it is. */
  readonly words?: string;
  readonly createdMs: number;
  /** 0: never. */
  readonly usedMs: number;
  /** A mark in words beside the label; such a row is not ended here. */
  readonly mark?: string;
}

export interface KeptListProps {
  readonly rows: readonly KeptRow[];
  readonly empty: string;
  readonly endWords: string;
  readonly onEnd: (id: string) => Promise<Outcome>;
}

export function KeptList({ rows, empty, endWords, onEnd }: KeptListProps) {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const [refusal, setRefusal] = useState('');
  const time = (ms: number) => dateTimeText(ms * 1000, zone);
  async function end(id: string): Promise<void> {
    const outcome = await onEnd(id);
    setRefusal(outcome.ok ? '' : refusalWords(t, outcome.code));
  }
  if (rows.length === 0) return <p className="block-words">{empty}</p>;
  return (
    <>
      {refusal !== '' && (
        <p className="form-refusal" role="alert">
          {refusal}
        </p>
      )}
      <ul className="kept">
        {rows.map(({ id, label, title, words, createdMs, usedMs, mark }) => (
          <li key={id}>
            <div>
              <b title={title}>{label}</b>
              {mark !== undefined && <em>{mark}</em>}
              {words !== undefined && <span>{words}</span>}
              <small>
                {t('account.since', { time: time(createdMs) })}
                {usedMs > 0 && ` · ${t('account.used', { time: time(usedMs) })}`}
              </small>
            </div>
            {mark === undefined && (
              <Button
                aria-label={`${endWords}: ${label}`}
                onClick={() => {
                  void end(id);
                }}
              >
                {endWords}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
