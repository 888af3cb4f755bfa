// A field inside of a row: price or quantity of an order that is being amended.

import { useText } from '../../i18n/use-text.ts';
import { onAmendKey, type AmendDesk } from './use-amend.ts';

export interface AmendFieldProps {
  readonly amend: AmendDesk;
  readonly field: 'price' | 'qty';
}

export function AmendField({ amend, field }: AmendFieldProps) {
  const t = useText();
  const isWrong = amend.problem?.field === field;
  return (
    <input
      className="amend-field"
      name={`amend-${field}`}
      aria-label={t(field === 'price' ? 'orders.newPrice' : 'orders.newQty')}
      aria-invalid={isWrong || undefined}
      inputMode="decimal"
      autoComplete="off"
      autoFocus={field === 'price'}
      defaultValue={amend.start[field]}
      onFocus={(event) => {
        event.currentTarget.select();
      }}
      onChange={(event) => {
        amend.type({ [field]: event.target.value });
      }}
      onKeyDown={(event) => {
        onAmendKey(event, amend);
      }}
    />
  );
}
