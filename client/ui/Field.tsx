// A labelled field for a figure: label left, value right, unit, steps up and down.

import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly unit?: string;
  /** Words under the field; they also mark it as invalid. */
  readonly error?: string | undefined;
  /** +1 or -1; the arrow keys and the two small buttons call it. */
  readonly onStep?: (direction: 1 | -1) => void;
  readonly after?: ReactNode;
}

export function Field({ label, value, onChange, unit, error, onStep, after, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="field-box">
      <div className="field" data-invalid={error !== undefined || undefined}>
        <label htmlFor={id}>{label}</label>
        <input
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          id={id}
          value={value}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onKeyDown={(event) => {
            rest.onKeyDown?.(event);
            if (onStep === undefined) return;
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            onStep(event.key === 'ArrowUp' ? 1 : -1);
          }}
        />
        {unit !== undefined && <span className="unit">{unit}</span>}
        {onStep !== undefined && <Steps onStep={onStep} />}
        {after}
      </div>
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function Steps({ onStep }: { readonly onStep: (direction: 1 | -1) => void }) {
  const t = useText();
  return (
    <span className="steps">
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('ui.stepUp')}
        onClick={() => {
          onStep(1);
        }}
      >
        ▲
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('ui.stepDown')}
        onClick={() => {
          onStep(-1);
        }}
      >
        ▼
      </button>
    </span>
  );
}
