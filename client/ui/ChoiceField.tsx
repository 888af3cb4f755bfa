// One of a list that is too long for buttons: label above, words of help or fault below, as a text field has.

import { useId } from 'react';
import type { Choice } from './Segment.tsx';

export interface ChoiceFieldProps {
  readonly label: string;
  /** `''` first, where nothing may be chosen. */
  readonly choices: readonly Choice<string>[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** It also marks the field as invalid. */
  readonly error?: string | undefined;
}

export function ChoiceField({ label, choices, value, onChange, error }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className="text-field" data-invalid={error !== undefined || undefined}>
      <label htmlFor={id}>{label}</label>
      <div className="text-field-box">
        <select
          id={id}
          value={value}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error === undefined ? undefined : `${id}-words`}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
      {error !== undefined && (
        <p id={`${id}-words`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
