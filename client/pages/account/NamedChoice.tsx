// One of a few with its name above and words of help below, as a text field has them.

import { Segment, type SegmentProps } from '../../ui/Segment.tsx';

interface NamedChoiceProps<Value extends string> extends SegmentProps<Value> {
  readonly hint?: string | undefined;
}

export function NamedChoice<Value extends string>({ hint, ...rest }: NamedChoiceProps<Value>) {
  return (
    <div className="text-field">
      {/* The row of buttons says its name itself. */}
      <span className="field-name" aria-hidden="true">
        {rest.label}
      </span>
      <Segment {...rest} />
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}
