// A labelled field for text: label above, words of help or fault below; a password can be shown.

import { useId, useState, type InputHTMLAttributes } from 'react';
import { useText } from '../i18n/use-text.ts';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  /** In place of the hint; it also marks the field as invalid. */
  readonly error?: string | undefined;
}

export function TextField({ label, hint, error, onChange, type, ...rest }: TextFieldProps) {
  const t = useText();
  const id = useId();
  const [isShown, setShown] = useState(false);
  const words = error ?? hint;
  const isSecret = type === 'password';
  return (
    <div className="text-field" data-invalid={error !== undefined || undefined}>
      <label htmlFor={id}>{label}</label>
      <div className="text-field-box">
        <input
          spellCheck={false}
          autoCapitalize="off"
          {...rest}
          id={id}
          type={isSecret && isShown ? 'text' : type}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={words === undefined ? undefined : `${id}-words`}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
        {isSecret && (
          <button
            type="button"
            aria-pressed={isShown}
            onClick={() => {
              setShown(!isShown);
            }}
          >
            {t(isShown ? 'ui.hide' : 'ui.show')}
          </button>
        )}
      </div>
      {words !== undefined && (
        <p id={`${id}-words`} role={error === undefined ? undefined : 'alert'}>
          {words}
        </p>
      )}
    </div>
  );
}
