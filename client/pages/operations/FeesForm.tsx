// Fees of an instrument to propose, beside those that hold.

import { useState } from 'react';
import { parseDecimal } from '../../../shared/domain/decimal.ts';
import { proposeFees } from '../../actions/limits-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { moneyText } from '../../ui/format.ts';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { InstrumentPick } from './InstrumentPick.tsx';
import { rateHint } from './proposal-words.ts';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useMarketWords } from './use-market-words.ts';
import { wholeNumber } from './whole-number.ts';

/** Parts per million of the whole. */
const MOST_PPM = 1_000_000;
const NOTHING = { maker: '', taker: '', buyDuty: '', sellDuty: '', least: '' };

export function FeesForm() {
  const t = useText();
  const act = useAct('operations.proposed');
  const market = useMarketWords();
  const { instruments, assets } = market;
  const [id, setId] = useState('');
  const [texts, setTexts] = useState(NOTHING);
  const [from, setFrom] = useState('');
  const instrument = id === '' ? undefined : instruments.get(Number(id));
  const ppm = (text: string) => (text.trim() === '' ? undefined : wholeNumber(text, MOST_PPM));
  const [maker, taker] = [ppm(texts.maker), ppm(texts.taker)];
  const { buyDuty, sellDuty, least } = texts;
  const quote = assets.get(instrument?.quoteAsset ?? -1);
  const money = least.trim() === '' ? undefined : parseDecimal(least.trim(), quote?.scale ?? 0);
  const leastMinor = money === undefined || money < 0 ? undefined : money;
  const wrong = {
    maker: texts.maker !== '' && maker === undefined,
    taker: texts.taker !== '' && taker === undefined,
    buyDuty: buyDuty !== '' && ppm(buyDuty) === undefined,
    sellDuty: sellDuty !== '' && ppm(sellDuty) === undefined,
    least: least !== '' && leastMinor === undefined,
  };
  const isSound = !Object.values(wrong).includes(true);
  const isReady = isSound && instrument !== undefined && maker !== undefined && taker !== undefined;
  const propose = () => {
    if (!isReady) return;
    const extras = {
      buyDutyPpm: ppm(buyDuty) ?? instrument.buyDutyPpm ?? 0,
      sellDutyPpm: ppm(sellDuty) ?? instrument.sellDutyPpm ?? 0,
      minFeeMinor: leastMinor ?? instrument.minFeeMinor ?? 0,
    };
    const isMore = [buyDuty, sellDuty, least].some((text) => text.trim() !== '');
    const fees = {
      ...{ instrument: instrument.id, makerFeePpm: maker, takerFeePpm: taker },
      ...(isMore ? { extras } : {}),
    };
    void act.run((reason) => proposeFees(fees, from, reason));
  };
  const sides = [
    { side: 'maker', value: maker, now: instrument?.makerFeePpm },
    { side: 'taker', value: taker, now: instrument?.takerFeePpm },
    { side: 'buyDuty', value: ppm(buyDuty), now: instrument && (instrument.buyDutyPpm ?? 0) },
    { side: 'sellDuty', value: ppm(sellDuty), now: instrument && (instrument.sellDutyPpm ?? 0) },
  ] as const;
  const leastNow = `${moneyText(instrument?.minFeeMinor ?? 0, quote?.scale ?? 0)} ${quote?.code ?? ''}`;
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
            hint={rateHint(market, value, now) || t('operations.ppmHint')}
            error={wrong[side] ? t('operations.notInRange') : undefined}
            inputMode="numeric"
            value={texts[side]}
            onChange={(text) => {
              setTexts({ ...texts, [side]: text });
            }}
          />
        ))}
        <TextField
          label={t('operations.fee.least')}
          hint={
            instrument === undefined
              ? t('operations.extraHint')
              : t('operations.now', { rate: leastNow })
          }
          error={wrong.least ? t('operations.notInRange') : undefined}
          inputMode="decimal"
          value={least}
          onChange={(text) => {
            setTexts({ ...texts, least: text });
          }}
        />
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
