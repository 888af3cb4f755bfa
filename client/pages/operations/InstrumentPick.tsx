// The choice of an instrument, with one more before them: none yet, or all of them.

import { tradedInstruments } from '../../actions/operations-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { ChoiceField } from '../../ui/ChoiceField.tsx';

export interface InstrumentPickProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly first: { readonly value: string; readonly label: string };
}

export function InstrumentPick({ value, onChange, first }: InstrumentPickProps) {
  const t = useText();
  return (
    <ChoiceField
      label={t('operations.instrument')}
      choices={[
        first,
        ...tradedInstruments().map(({ id, symbol, name }) => ({
          ...{ value: String(id), label: `${symbol} ${name}` },
        })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
