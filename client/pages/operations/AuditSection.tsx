// The audit log: search, proof that it is as it was written, the signed bundle.

import { useCallback, useState } from 'react';
import {
  readAuditBundle,
  searchAudit,
  verifyAudit,
  type Answered,
  type AuditRow,
  type AuditVerdict,
} from '../../actions/operations-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { refusalWords } from '../../ui/use-form.ts';
import { OfficeTable } from './OfficeTable.tsx';
import { useFigures } from './use-figures.ts';

export default function AuditSection() {
  const t = useText();
  const { time } = useFigures();
  const [who, setWho] = useState('');
  const [what, setWhat] = useState('');
  const read = useCallback(() => searchAudit(who.trim(), what.trim()), [who, what]);
  const entries = useAnswer(read);
  return (
    <Block title={t('operations.audit')} words={t('operations.auditWords')}>
      <Proof />
      <div className="field-grid">
        <TextField label={t('operations.who')} value={who} onChange={setWho} />
        <TextField label={t('operations.what')} value={what} onChange={setWhat} />
      </div>
      <Answer answer={entries}>
        {({ rows }) => (
          <OfficeTable
            label={t('operations.audit')}
            empty={t('operations.noEntries')}
            columns={[
              { title: '#', isFigure: true },
              { title: t('operations.time') },
              { title: t('operations.who') },
              { title: t('operations.what') },
              { title: t('operations.object') },
              { title: t('operations.outcome') },
              { title: t('operations.why') },
            ]}
            rows={rows.map((row) => ({
              key: row.seq,
              cells: [
                row.seq,
                time(row.atMicros),
                <span className="wraps" key="who">
                  {whoText(row.who)}
                </span>,
                row.what,
                <span className="wraps" key="object">
                  {objectText(row.object)}
                </span>,
                row.outcome,
                <span className="wraps" key="why">
                  {(row.why ?? '') === '' ? '–' : row.why}
                </span>,
              ],
            }))}
          />
        )}
      </Answer>
    </Block>
  );
}

/** The demo's staff are named as their role is. */
function whoText({ user, role }: AuditRow['who']): string {
  if (user === '') return '–';
  return role === '' || role === user ? user : `${user} (${role})`;
}

/** `day:20780` counts from 1970; everything else stands as it is in the log. */
function objectText(object: string): string {
  const day = /^day:(\d+)$/.exec(object)?.[1];
  return day === undefined ? object || '–' : dayText(Number(day));
}

function Proof() {
  const t = useText();
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const [refusal, setRefusal] = useState('');
  const taken = <T,>(answer: Answered<T>, take: (value: T) => void) => {
    setRefusal(answer.ok ? '' : refusalWords(t, answer.code));
    if (answer.ok) take(answer.value);
  };
  const verify = async () => {
    taken(await verifyAudit(), setVerdict);
  };
  const save = async () => {
    taken(await readAuditBundle(), ({ name, content }) => {
      saveFile(name, content);
    });
  };
  return (
    <>
      <p className="acts">
        <Button onClick={() => void verify()}>{t('operations.verify')}</Button>
        <Button onClick={() => void save()}>{t('operations.export')}</Button>
      </p>
      {verdict !== undefined && (
        <p className={verdict.sound ? 'form-done' : 'form-refusal'} role="status">
          {verdict.sound
            ? t('operations.sound', { count: verdict.entries ?? 0 })
            : t('operations.unsound', { seq: verdict.badSeq ?? 0, why: verdict.why ?? '' })}
        </p>
      )}
      {refusal !== '' && (
        <p className="form-refusal" role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}
