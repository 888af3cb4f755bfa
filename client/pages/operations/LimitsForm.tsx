// A row of limits to propose: whose, of what, its figures, from which day.

import { useState } from 'react';
import {
  LIMIT_FIGURES,
  proposeLimits,
  type LimitFigure,
  type LimitFigures,
  type LimitRow,
} from '../../actions/limits-desk.ts';
import { formatDecimal, parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Asset } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField } from '../../ui/ChoiceField.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { InstrumentPick } from './InstrumentPick.tsx';
import { figureText } from './proposal-words.ts';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { useMarketWords } from './use-market-words.ts';
import { wholeNumber } from './whole-number.ts';

/** As the server takes them. */
const MOST: Readonly<Record<LimitFigure, number>> = {
  ...{ orderLots: 2 ** 31 - 1, orderNotional: Number.MAX_SAFE_INTEGER },
  positionLots: Number.MAX_SAFE_INTEGER,
  ...{ buyBandBps: 1_000_000, sellBandBps: 1_000_000 },
  ...{ ordersPerSecond: 1_000_000, repeats: 63, restricted: 2 },
};
const TYPED = LIMIT_FIGURES.filter((figure) => figure !== 'restricted');
type Texts = Readonly<Partial<Record<LimitFigure, string>>>;

/** `quote`: what the instrument is paid in; an order's worth is typed in it, else in minor units. */
function textsOf(figures: LimitFigures, quote: Asset | undefined): Texts {
  const text = (figure: string, value: number) =>
    figure === 'orderNotional' ? formatDecimal(value, quote?.scale ?? 0) : String(value);
  const given = Object.entries(figures).filter(([, value]) => value !== 0);
  return Object.fromEntries(given.map(([figure, value]) => [figure, text(figure, value)]));
}

/** Nothing typed is 0; undefined: it is none, or out of its range. */
function figureOf(figure: LimitFigure, text: string, quote: Asset | undefined): number | undefined {
  const typed = text.replace(/[\s,]/g, '');
  if (figure !== 'orderNotional' || quote === undefined || typed === '') {
    return wholeNumber(typed, MOST[figure]);
  }
  const value = parseDecimal(typed, quote.scale);
  return value === undefined || value < 0 || value > MOST[figure] ? undefined : value;
}

/** undefined: a figure is none, or out of its range. */
function figuresOf(texts: Texts, quote: Asset | undefined): LimitFigures | undefined {
  const read = LIMIT_FIGURES.map(
    (figure) => [figure, figureOf(figure, texts[figure] ?? '', quote)] as const,
  );
  if (read.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(read) as LimitFigures;
}

interface LimitsFormProps {
  /** A row that holds, to begin with. */
  readonly chosen: LimitRow | undefined;
}

export function LimitsForm({ chosen }: LimitsFormProps) {
  const t = useText();
  const act = useAct('operations.proposed');
  const [account, setAccount] = useState(chosen === undefined ? '' : String(chosen.account));
  const [instrument, setInstrument] = useState(String(chosen?.instrument ?? -1));
  const { instruments, assets } = useMarketWords();
  const quoteOf = (id: string) => assets.get(instruments.get(Number(id))?.quoteAsset ?? -1);
  const quote = quoteOf(instrument);
  const [texts, setTexts] = useState<Texts>(textsOf(chosen?.limits ?? {}, quote));
  const [from, setFrom] = useState('');
  const owner = wholeNumber(account, 2 ** 31 - 1);
  const figures = figuresOf(texts, quote);
  // An amount that was typed in one money is none of another.
  const changeInstrument = (id: string) => {
    if (quoteOf(id) !== quote) setTexts({ ...texts, orderNotional: '' });
    setInstrument(id);
  };
  const propose = () => {
    if (owner === undefined || figures === undefined) return;
    const row = { account: owner, instrument: Number(instrument), limits: figures };
    void act.run((reason) => proposeLimits(row, from, reason));
  };
  return (
    <Block title={t('operations.setLimits')} words={t('operations.setLimitsWords')}>
      <div className="field-grid">
        <TextField
          label={t('operations.accountNumber')}
          hint={t('operations.everybodyHint')}
          inputMode="numeric"
          value={account}
          onChange={setAccount}
        />
        <InstrumentPick
          value={instrument}
          onChange={changeInstrument}
          first={{ value: '-1', label: t('operations.allInstruments') }}
        />
        <Figures {...{ texts, quote }} instrument={Number(instrument)} onChange={setTexts} />
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
        <Button
          disabled={act.isBusy || owner === undefined || figures === undefined}
          onClick={propose}
        >
          {t('operations.proposeLimits')}
        </Button>
      </p>
    </Block>
  );
}

interface FiguresProps {
  readonly texts: Texts;
  readonly quote: Asset | undefined;
  readonly instrument: number;
  readonly onChange: (texts: Texts) => void;
}

/** Beneath each figure what it is in money, quantity or percent. */
function Figures({ texts, quote, instrument, onChange }: FiguresProps) {
  const t = useText();
  const market = useMarketWords();
  const labelOf = (figure: (typeof TYPED)[number]) =>
    figure === 'orderNotional' && quote !== undefined
      ? t('operations.limit.orderWorth', { code: quote.code })
      : t(`operations.limit.${figure}`);
  return (
    <>
      {TYPED.map((figure) => {
        const text = texts[figure] ?? '';
        const value = figureOf(figure, text, quote);
        const said = value === undefined || value === 0 ? '' : figureText(market, figure, value, instrument); // prettier-ignore
        return (
          <TextField
            key={figure}
            label={labelOf(figure)}
            hint={said === '' ? t('operations.saysNothing') : `= ${said}`}
            error={value === undefined ? t('operations.notInRange') : undefined}
            inputMode={figure === 'orderNotional' ? 'decimal' : 'numeric'}
            value={text}
            onChange={(typed) => {
              onChange({ ...texts, [figure]: typed });
            }}
          />
        );
      })}
      <ChoiceField
        label={t('operations.limit.restricted')}
        choices={[
          { value: '0', label: t('operations.saysNothing') },
          { value: '1', label: t('operations.is.restricted') },
          { value: '2', label: t('operations.is.allowed') },
        ]}
        value={texts.restricted ?? '0'}
        onChange={(restricted) => {
          onChange({ ...texts, restricted });
        }}
      />
    </>
  );
}
