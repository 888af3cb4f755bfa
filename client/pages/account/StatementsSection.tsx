// Statements and tax lots: a period, a format, and the file that the server makes of them.

import { useState } from 'react';
import {
  makeStatement,
  makeTaxLots,
  type LotMethod,
  type StatementAsk,
} from '../../actions/funding.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { useForm } from '../../ui/use-form.ts';
import { LotTables } from './LotTables.tsx';
import { NamedChoice } from './NamedChoice.tsx';
import { PeriodPick, usePeriod } from './PeriodPick.tsx';

const FORMATS: readonly StatementAsk['format'][] = ['pdf', 'csv', 'json'];
const METHODS: readonly LotMethod[] = ['fifo', 'lifo', 'hifo'];

export default function StatementsSection() {
  return (
    <>
      <Statements />
      <TaxLots />
    </>
  );
}

function Statements() {
  const t = useText();
  const lang = useLanguage();
  const choice = usePeriod('month');
  const [format, setFormat] = useState<StatementAsk['format']>('pdf');
  const [saved, setSaved] = useState('');
  const form = useForm(choice.fault === undefined, async () => {
    const answer = await makeStatement({ ...choice.days, format, lang });
    setSaved(answer.ok ? answer.value.name : '');
    if (answer.ok) saveFile(answer.value.name, answer.value.content);
    return answer;
  });
  return (
    <Block title={t('funding.statements')} words={t('funding.statementsWords')}>
      <form className="form narrow" noValidate onSubmit={form.onSubmit}>
        <PeriodPick choice={choice} wasTried={form.wasTried} />
        <NamedChoice
          label={t('funding.format')}
          choices={FORMATS.map((value) => ({ value, label: t(`funding.format.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
        <Saved name={saved} />
        <FormFoot form={form} send={t('funding.download')} />
      </form>
    </Block>
  );
}

function TaxLots() {
  const t = useText();
  const lang = useLanguage();
  const choice = usePeriod('year');
  const [method, setMethod] = useState<LotMethod>('fifo');
  const [format, setFormat] = useState<StatementAsk['format']>('csv');
  const [saved, setSaved] = useState('');
  const form = useForm(choice.fault === undefined, async () => {
    const answer = await makeTaxLots({ ...choice.days, method, format, lang });
    setSaved(answer.ok ? answer.value.name : '');
    if (answer.ok) saveFile(answer.value.name, answer.value.content);
    return answer;
  });
  return (
    <Block title={t('funding.lots')} words={t('funding.lotsWords')}>
      <form className="form narrow" noValidate onSubmit={form.onSubmit}>
        <PeriodPick choice={choice} wasTried={form.wasTried} />
        <NamedChoice
          label={t('funding.lotMethod')}
          choices={METHODS.map((value) => ({ value, label: t(`funding.lots.${value}`) }))}
          value={method}
          onChange={setMethod}
          hint={t(`funding.lots.${method}Words`)}
        />
        <NamedChoice
          label={t('funding.format')}
          choices={FORMATS.map((value) => ({ value, label: t(`funding.format.${value}`) }))}
          value={format}
          onChange={setFormat}
        />
        <Saved name={saved} />
        <FormFoot form={form} send={t('funding.downloadLots')} />
      </form>
      {choice.fault === undefined && <LotTables {...choice.days} method={method} />}
    </Block>
  );
}

function Saved({ name }: { readonly name: string }) {
  const t = useText();
  if (name === '') return null;
  return (
    <p className="form-done" role="status">
      {t('funding.downloaded', { name })}
    </p>
  );
}
