// A check box with its word.

import type { ReactNode } from 'react';

export interface CheckProps {
  /** Its word; or the children, where it is more than a word. */
  readonly label?: string;
  readonly children?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Check({ label, children, checked, onChange, disabled = false }: CheckProps) {
  return (
    <label className="check">
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
