// A table of fee tiers to propose: it begins with the one that there is.

import { useState } from 'react';
import { proposeTiers, type FeeTier, type TierTable } from '../../actions/tiers-desk.ts';
import { formatDecimal, parseDecimal } from '../../../shared/domain/decimal.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField } from '../../ui/ChoiceField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { ReasonField } from './ReasonField.tsx';
import { offText } from './tier-words.ts';
import { useAct } from './use-act.ts';
import { wholeNumber } from './whole-number.ts';

const MOST_PPM = 1_000_000;
const MOST_TIERS = 20;
const EMPTY = { from: '', maker: '', taker: '' };
type RowTexts = typeof EMPTY;

interface ReadRow {
  readonly fromMinor: number | undefined;
  readonly maker: number | undefined;
  readonly taker: number | undefined;
  readonly isRising: boolean;
}

function readRows(rows: readonly RowTexts[], scale: number): readonly ReadRow[] {
  const volumes = rows.map(({ from }) => {
    const value = parseDecimal(from.replace(/[\s,]/g, ''), scale);
    return value !== undefined && value >= 0 ? value : undefined;
  });
  return rows.map(({ maker, taker }, k) => ({
    fromMinor: volumes[k],
    ...{ maker: wholeNumber(maker, MOST_PPM), taker: wholeNumber(taker, MOST_PPM) },
    isRising: k === 0 || (volumes[k] ?? 0) > (volumes[k - 1] ?? -1),
  }));
}

function tiersOf(rows: readonly ReadRow[]): readonly FeeTier[] | undefined {
  const tiers: FeeTier[] = [];
  for (const { fromMinor, maker, taker, isRising } of rows) {
    if (fromMinor === undefined || maker === undefined || taker === undefined) return undefined;
    if (!isRising) return undefined;
    tiers.push({ fromMinor, makerDiscountPpm: maker, takerDiscountPpm: taker });
  }
  return tiers;
}

export function FeeTiersForm({ now }: { readonly now: TierTable | undefined }) {
  const t = useText();
  const act = useAct('operations.proposed');
  const assets = useInstruments((state) => state.assets);
  const quotes = useQuotes();
  const [chosen, setChosen] = useState(now?.asset);
  const asset = chosen ?? quotes.find((id) => assets.get(id)?.code === 'USD') ?? quotes[0] ?? -1;
  const scale = assets.get(asset)?.scale ?? 0;
  const [rows, setRows] = useState<readonly RowTexts[]>(() => textsOf(now, scale));
  const [from, setFrom] = useState('');
  const read = readRows(rows, scale);
  const tiers = tiersOf(read);
  const set = (k: number, name: keyof RowTexts, text: string) => {
    setRows(rows.map((row, at) => (at === k ? { ...row, [name]: text } : row)));
  };
  const propose = () => {
    if (tiers !== undefined) void act.run((reason) => proposeTiers(asset, tiers, from, reason));
  };
  return (
    <>
      <div className="field-grid">
        <Currency {...{ value: asset, ids: quotes, onChange: setChosen }} />
        <TextField
          label={t('tiers.firstDay')}
          hint={t('tiers.firstDayHint')}
          type="date"
          value={from}
          onChange={setFrom}
        />
      </div>
      {rows.map((row, k) => (
        <TierFields
          key={k}
          tier={k + 1}
          row={row}
          read={read[k]!}
          onChange={(...given) => set(k, ...given)}
        />
      ))}
      <p className="acts">
        <Button
          small
          disabled={rows.length >= MOST_TIERS}
          onClick={() => {
            setRows([...rows, EMPTY]);
          }}
        >
          {t('tiers.add')}
        </Button>
        <Button
          small
          disabled={rows.length === 0}
          onClick={() => {
            setRows(rows.slice(0, -1));
          }}
        >
          {t('tiers.remove')}
        </Button>
      </p>
      <ReasonField act={act} />
      <p className="acts">
        <Button disabled={act.isBusy || tiers === undefined} onClick={propose}>
          {t('tiers.propose')}
        </Button>
      </p>
    </>
  );
}

interface TierFieldsProps {
  readonly tier: number;
  readonly row: RowTexts;
  readonly read: ReadRow;
  readonly onChange: (name: keyof RowTexts, text: string) => void;
}

function TierFields({ tier, row, read, onChange }: TierFieldsProps) {
  const t = useText();
  const volumeError =
    row.from === ''
      ? undefined
      : read.fromMinor === undefined
        ? t('tiers.notVolume')
        : read.isRising
          ? undefined
          : t('tiers.notRising');
  return (
    <div className="field-grid">
      <TextField
        label={t('tiers.fromOf', { tier })}
        error={volumeError}
        inputMode="decimal"
        value={row.from}
        onChange={(text) => onChange('from', text)}
      />
      {(['maker', 'taker'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`tiers.${name}Of`, { tier })}
          hint={read[name] === undefined ? '' : `= ${offText(read[name])}`}
          error={read[name] === undefined ? t('operations.notInRange') : undefined}
          inputMode="numeric"
          value={row[name]}
          onChange={(text) => onChange(name, text)}
        />
      ))}
    </div>
  );
}

/** Currencies in which something is traded. */
function useQuotes(): readonly number[] {
  const instruments = useInstruments((state) => state.instruments);
  const ids = new Set([...instruments.values()].map(({ quoteAsset }) => quoteAsset));
  return [...ids].sort((a, b) => a - b);
}

interface CurrencyProps {
  readonly value: number;
  readonly ids: readonly number[];
  readonly onChange: (asset: number) => void;
}

function Currency({ value, ids, onChange }: CurrencyProps) {
  const t = useText();
  const assets = useInstruments((state) => state.assets);
  const choices = ids.map((one) => ({
    value: String(one),
    label: assets.get(one)?.code ?? String(one),
  }));
  return (
    <ChoiceField
      label={t('tiers.currency')}
      choices={choices}
      value={String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}

function textsOf(now: TierTable | undefined, scale: number): readonly RowTexts[] {
  if (now === undefined) return [EMPTY];
  return now.tiers.map(({ fromMinor, makerDiscountPpm, takerDiscountPpm }) => ({
    from: formatDecimal(fromMinor, scale),
    ...{ maker: String(makerDiscountPpm), taker: String(takerDiscountPpm) },
  }));
}
