// What a delivery that fails costs for a day, by kind of what is traded, to propose beside what holds.

import { useState } from 'react';
import {
  PENALISED,
  proposePenaltyRates,
  readPenaltyRates,
  type PenaltyRates,
} from '../../actions/clearing-desk.ts';
import { PENALTY_PPM_MAX } from '../../../shared/domain/calendars/settlement-fails.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { rateHint } from './proposal-words.ts';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useMarketWords } from './use-market-words.ts';
import { wholeNumber } from './whole-number.ts';

export function PenaltiesForm() {
  const t = useText();
  const rates = useAnswer(readPenaltyRates);
  return (
    <Block title={t('clearing.penaltyRates')} words={t('clearing.penaltyRatesWords')}>
      <Answer answer={rates}>{(now) => <Rates now={now} />}</Answer>
    </Block>
  );
}

/** What is left empty stays as it is. */
function Rates({ now }: { readonly now: PenaltyRates }) {
  const t = useText();
  const act = useAct('operations.proposed');
  const market = useMarketWords();
  const [texts, setTexts] = useState<Partial<Record<keyof PenaltyRates, string>>>({});
  const entries = PENALISED.map((kind) => {
    const text = (texts[kind] ?? '').trim();
    const value = text === '' ? now[kind] : wholeNumber(text, PENALTY_PPM_MAX);
    return { kind, value, typed: text === '' ? undefined : value };
  });
  const isReady = entries.every(({ value }) => value !== undefined);
  const isChange = entries.some(({ kind, value }) => value !== now[kind]);
  const propose = () => {
    const wanted = Object.fromEntries(entries.map(({ kind, value }) => [kind, value]));
    void act.run((reason) => proposePenaltyRates(wanted as unknown as PenaltyRates, reason));
  };
  return (
    <>
      <div className="field-grid">
        {entries.map(({ kind, value, typed }) => (
          <TextField
            key={kind}
            label={t(`clearing.penalty.${kind}`)}
            hint={rateHint(market, typed, now[kind])}
            error={value === undefined ? t('operations.notInRange') : undefined}
            inputMode="numeric"
            value={texts[kind] ?? ''}
            onChange={(text) => {
              setTexts({ ...texts, [kind]: text });
            }}
          />
        ))}
      </div>
      <ReasonField act={act} />
      <p className="acts">
        <Button disabled={act.isBusy || !isReady || !isChange} onClick={propose}>
          {t('clearing.proposePenalties')}
        </Button>
      </p>
    </>
  );
}
