// Statements: a period, a format, and the file that the server makes of them.

import { useState } from 'react';
import { makeStatement, type StatementAsk } from '../../actions/funding.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { daysFault, periodDays, PERIODS, type Days, type Period } from './statement-period.ts';

const FORMATS: readonly StatementAsk['format'][] = ['pdf', 'csv', 'json'];

export default function StatementsSection() {
  const t = useText();
  const lang = useLanguage();
  const [period, setPeriod] = useState<Period>('month');
  const [own, setOwn] = useState<Days>(() => periodDays('month', Date.now()));
  const [format, setFormat] = useState<StatementAsk['format']>('pdf');
  const [saved, setSaved] = useState('');
  const days = period === 'own' ? own : periodDays(period, Date.now());
  const fault = daysFault(days);
  const form = useForm(fault === undefined, async () => {
    const answer = await makeStatement({ ...days, format, lang });
    setSaved(answer.ok ? answer.value.name : '');
    if (answer.ok) saveFile(answer.value.name, answer.value.content);
    return answer;
  });
  return (
    <Block title={t('funding.statements')} words={t('funding.statementsWords')}>
      <form className="form narrow" noValidate onSubmit={form.onSubmit}>
        <Segment
          label={t('funding.period')}
          choices={PERIODS.map((value) => ({ value, label: t(`funding.period.${value}`) }))}
          value={period}
          onChange={setPeriod}
        />
        {period === 'own' ? (
          <OwnDays days={own} fault={form.wasTried ? fault : undefined} onChange={setOwn} />
        ) : (
          <p>{t('funding.days', { ...days })}</p>
        )}
        <Segment
          label={t('funding.format')}
          choices={FORMATS.map((value) => ({ value, label: t(`funding.format.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
        {saved !== '' && (
          <p className="form-done" role="status">
            {t('funding.downloaded', { name: saved })}
          </p>
        )}
        <FormFoot form={form} send={t('funding.download')} />
      </form>
    </Block>
  );
}

interface OwnDaysProps {
  readonly days: Days;
  readonly fault: ReturnType<typeof daysFault>;
  readonly onChange: (days: Days) => void;
}

function OwnDays({ days, fault, onChange }: OwnDaysProps) {
  const t = useText();
  return (
    <div className="field-pair even">
      <TextField
        label={t('funding.fromDay')}
        type="date"
        value={days.from}
        onChange={(from) => {
          onChange({ ...days, from });
        }}
      />
      <TextField
        label={t('funding.toDay')}
        type="date"
        value={days.to}
        onChange={(to) => {
          onChange({ ...days, to });
        }}
        error={fault && t(`funding.fault.${fault}`)}
      />
    </div>
  );
}
