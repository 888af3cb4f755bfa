// One of a few: a row of buttons of which one is on, moved by the arrow keys.

import { moveInRow } from './move-in-row.ts';

export interface Choice<Value extends string | number> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SegmentProps<Value extends string | number> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function Segment<Value extends string | number>(props: SegmentProps<Value>) {
  const { label, choices, value, onChange } = props;
  return (
    <div className="segment" role="radiogroup" aria-label={label} onKeyDown={moveInRow}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          disabled={choice.disabled}
          onClick={() => {
            onChange(choice.value);
          }}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
