// A check box with its word.

import type { ReactNode } from 'react';

export interface CheckProps {
  /** Its word; or the children, where it is more than a word. */
  readonly label?: string;
  readonly children?: ReactNode;
  /** Said when the pointer rests on it. */
  readonly title?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Check({ label, children, title, checked, onChange, disabled = false }: CheckProps) {
  return (
    <label className="check" title={title}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span>{label ?? children}</span>
    </label>
  );
}
