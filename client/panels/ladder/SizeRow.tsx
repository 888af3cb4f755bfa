// The five sizes of one-click orders: a click chooses, a double click or Enter changes.

import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatDecimal, parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { chooseSize, readSizes, setSize, sizesStore } from '../../state/size-presets.ts';
import { qtyText } from '../../ui/format.ts';
import { moveInRow } from '../../ui/move-in-row.ts';
import { sizeText } from './short-size.ts';

interface SizeProps {
  readonly instrument: Instrument;
  readonly say: (words: string) => void;
}

interface SizeRowProps extends SizeProps {
  /** At the right end of the row. */
  readonly children: ReactNode;
}

export function SizeRow({ instrument, say, children }: SizeRowProps) {
  const t = useText();
  const language = useLanguage();
  const kept = sizesStore((state) => state.bySymbol[instrument.symbol]);
  const { lots, chosen } = readSizes(kept, instrument);
  const [edited, setEdited] = useState(-1);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (edited >= 0) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      setEdited(chosen);
    } else moveInRow(event);
  };
  return (
    <div className="ladder-sizes">
      <span className="faint">{t('ladder.size')}</span>
      <div role="radiogroup" aria-label={t('ladder.size')} onKeyDown={onKeyDown}>
        {lots.map((size, k) => {
          const words = t('ladder.sizeEdit', { n: k + 1, qty: qtyText(size, instrument) });
          return k === edited ? (
            <SizeField
              key={k}
              at={k}
              instrument={instrument}
              lots={size}
              say={say}
              onDone={() => {
                setEdited(-1);
              }}
            />
          ) : (
            <button
              key={k}
              type="button"
              role="radio"
              className="button small"
              title={words}
              aria-label={words}
              aria-checked={k === chosen}
              tabIndex={k === chosen ? 0 : -1}
              onClick={() => {
                chooseSize(instrument, k);
              }}
              onDoubleClick={() => {
                setEdited(k);
              }}
            >
              {sizeText(size, instrument, language)}
            </button>
          );
        })}
      </div>
      <span className="faint ladder-terms">{t('ladder.terms')}</span>
      {children}
    </div>
  );
}

interface SizeFieldProps extends SizeProps {
  readonly at: number;
  readonly lots: number;
  readonly onDone: () => void;
}

function SizeField({ at, instrument, lots, say, onDone }: SizeFieldProps) {
  const t = useText();
  const { qtyScale, lotStep, minQtyLots, maxQtyLots } = instrument;
  const [value, setValue] = useState(formatDecimal(lots * lotStep, qtyScale));
  const take = () => {
    const units = parseDecimal(value.replaceAll(',', '').trim(), qtyScale);
    if (setSize(instrument, at, units === undefined ? undefined : units / lotStep)) {
      say('');
      onDone();
      return;
    }
    const least = qtyText(minQtyLots, instrument);
    const most = qtyText(maxQtyLots, instrument);
    say(t('ladder.sizeBad', { least, most, step: qtyText(1, instrument) }));
  };
  return (
    <input
      ref={(field) => {
        if (field !== document.activeElement) field?.select();
      }}
      inputMode="decimal"
      autoComplete="off"
      aria-label={t('ladder.sizeNew', { n: at + 1 })}
      value={value}
      onChange={(event) => {
        setValue(event.target.value);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') onDone();
      }}
      onBlur={onDone}
    />
  );
}
