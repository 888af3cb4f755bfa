// What an account has off the commission, to propose.

import { useState } from 'react';
import { proposeDiscount } from '../../actions/limits-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { shareText } from './proposal-words.ts';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { wholeNumber } from './whole-number.ts';

/** Parts per million of the whole. */
const MOST_PPM = 1_000_000;
const MOST_ACCOUNT = 2 ** 31 - 1;

export function DiscountForm() {
  const t = useText();
  const act = useAct('operations.proposed');
  const [texts, setTexts] = useState({ account: '', maker: '', taker: '' });
  const [from, setFrom] = useState('');
  const account = typedNumber(texts.account, MOST_ACCOUNT);
  const [maker, taker] = [typedNumber(texts.maker, MOST_PPM), typedNumber(texts.taker, MOST_PPM)];
  const hintOf = (ppm: number | undefined) =>
    ppm === undefined ? t('operations.discountHint') : `= ${shareText(ppm)}`;
  const isReady = account !== undefined && maker !== undefined && taker !== undefined;
  const fields = [
    { name: 'account', label: t('operations.accountNumber'), value: account, hint: undefined },
    { name: 'maker', label: t('operations.discount.maker'), value: maker, hint: hintOf(maker) },
    { name: 'taker', label: t('operations.discount.taker'), value: taker, hint: hintOf(taker) },
  ] as const;
  const propose = () => {
    if (!isReady) return;
    const discount = { account, makerDiscountPpm: maker, takerDiscountPpm: taker };
    void act.run((reason) => proposeDiscount(discount, from, reason));
  };
  return (
    <Block title={t('operations.discounts')} words={t('operations.discountsWords')}>
      <div className="field-grid">
        {fields.map(({ name, label, value, hint }) => (
          <TextField
            key={name}
            label={label}
            hint={hint}
            error={
              texts[name].trim() !== '' && value === undefined
                ? t('operations.notInRange')
                : undefined
            }
            inputMode="numeric"
            value={texts[name]}
            onChange={(text) => {
              setTexts({ ...texts, [name]: text });
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
          {t('operations.proposeDiscount')}
        </Button>
      </p>
    </Block>
  );
}

/** undefined: nothing typed, or no number of the range. */
function typedNumber(text: string, most: number): number | undefined {
  return text.trim() === '' ? undefined : wholeNumber(text, most);
}
