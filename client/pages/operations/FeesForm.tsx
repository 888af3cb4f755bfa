// Fees of an instrument to propose, beside those that hold.

import { useState } from 'react';
import { proposeFees } from '../../actions/limits-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { InstrumentPick } from './InstrumentPick.tsx';
import { rateText } from './proposal-words.ts';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useMarketWords } from './use-market-words.ts';
import { wholeNumber } from './whole-number.ts';

/** Parts per million of the whole. */
const MOST_PPM = 1_000_000;

export function FeesForm() {
  const t = useText();
  const act = useAct('operations.proposed');
  const { instruments } = useMarketWords();
  const [id, setId] = useState('');
  const [texts, setTexts] = useState({ maker: '', taker: '' });
  const [from, setFrom] = useState('');
  const instrument = id === '' ? undefined : instruments.get(Number(id));
  const ppm = (text: string) => (text.trim() === '' ? undefined : wholeNumber(text, MOST_PPM));
  const [maker, taker] = [ppm(texts.maker), ppm(texts.taker)];
  const isReady = instrument !== undefined && maker !== undefined && taker !== undefined;
  const propose = () => {
    if (!isReady) return;
    const fees = { instrument: instrument.id, makerFeePpm: maker, takerFeePpm: taker };
    void act.run((reason) => proposeFees(fees, from, reason));
  };
  const sides = [
    { side: 'maker', value: maker, now: instrument?.makerFeePpm },
    { side: 'taker', value: taker, now: instrument?.takerFeePpm },
  ] as const;
  return (
    <Block title={t('operations.fees')} words={t('operations.feesWords')}>
      <div className="field-grid">
        <InstrumentPick
          value={id}
          onChange={setId}
          first={{ value: '', label: t('operations.choose') }}
        />
        {sides.map(({ side, value, now }) => (
          <TextField
            key={side}
            label={t(`operations.fee.${side}`)}
            hint={
              hintOf(value, now, (rate) => t('operations.now', { rate })) || t('operations.ppmHint')
            }
            error={
              texts[side] !== '' && value === undefined ? t('operations.notInRange') : undefined
            }
            inputMode="numeric"
            value={texts[side]}
            onChange={(text) => {
              setTexts({ ...texts, [side]: text });
            }}
          />
        ))}
        <TextField
          label={t('operations.from')}
          hint={t('operations.fromHint')}
          type="date"
          value={from}
          onChange={setFrom}
        />
      </div>
      <ReasonField act={act} />
      <p className="acts">
        <Button disabled={act.isBusy || !isReady} onClick={propose}>
          {t('operations.proposeFees')}
        </Button>
      </p>
    </Block>
  );
}

/** What is typed as a rate, and the fee that holds. */
function hintOf(
  value: number | undefined,
  now: number | undefined,
  nowWords: (rate: string) => string,
): string {
  const typed = value === undefined ? '' : `= ${rateText(value)}`;
  const holds = now === undefined ? '' : nowWords(rateText(now));
  return [typed, holds].filter((words) => words !== '').join(' · ');
}
