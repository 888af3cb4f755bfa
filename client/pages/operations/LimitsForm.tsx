// A row of limits to propose: whose, of what, its figures, from which day.

import { useState } from 'react';
import {
  LIMIT_FIGURES,
  proposeLimits,
  type LimitFigure,
  type LimitFigures,
  type LimitRow,
} from '../../actions/limits-desk.ts';
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

function textsOf(figures: LimitFigures): Texts {
  return Object.fromEntries(
    Object.entries(figures).map(([figure, value]) => [figure, String(value)]),
  );
}

/** undefined: a figure is none, or out of its range. */
function figuresOf(texts: Texts): LimitFigures | undefined {
  const read = LIMIT_FIGURES.map(
    (figure) => [figure, wholeNumber(texts[figure] ?? '', MOST[figure])] as const,
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
  const [texts, setTexts] = useState<Texts>(textsOf(chosen?.limits ?? {}));
  const [from, setFrom] = useState('');
  const owner = wholeNumber(account, 2 ** 31 - 1);
  const figures = figuresOf(texts);
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
          onChange={setInstrument}
          first={{ value: '-1', label: t('operations.allInstruments') }}
        />
        <Figures {...{ texts }} instrument={Number(instrument)} onChange={setTexts} />
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
  readonly instrument: number;
  readonly onChange: (texts: Texts) => void;
}

/** Beneath each figure what it is in money, quantity or percent. */
function Figures({ texts, instrument, onChange }: FiguresProps) {
  const t = useText();
  const market = useMarketWords();
  return (
    <>
      {TYPED.map((figure) => {
        const text = texts[figure] ?? '';
        const value = wholeNumber(text, MOST[figure]);
        const said = value === undefined || value === 0 ? '' : figureText(market, figure, value, instrument); // prettier-ignore
        return (
          <TextField
            key={figure}
            label={t(`operations.limit.${figure}`)}
            hint={said === '' ? t('operations.saysNothing') : `= ${said}`}
            error={value === undefined ? t('operations.notInRange') : undefined}
            inputMode="numeric"
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
