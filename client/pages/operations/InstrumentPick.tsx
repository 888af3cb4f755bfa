// The choice of an instrument, with one more before them: none yet, or all of them.

import { tradedInstruments } from '../../actions/operations-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { PickField } from './PickField.tsx';

export interface InstrumentPickProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly first: { readonly value: string; readonly label: string };
}

export function InstrumentPick({ value, onChange, first }: InstrumentPickProps) {
  const t = useText();
  return (
    <PickField label={t('operations.instrument')} value={value} onChange={onChange}>
      <option value={first.value}>{first.label}</option>
      {tradedInstruments().map(({ id, symbol, name }) => (
        <option key={id} value={id}>
          {symbol} {name}
        </option>
      ))}
    </PickField>
  );
}
