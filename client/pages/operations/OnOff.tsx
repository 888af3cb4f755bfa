// Switches something off or on, with the reason that stands above.

import type { ReactNode } from 'react';
import { turn, type SwitchTarget } from '../../actions/operations-desk.ts';
import { Button } from '../../ui/Button.tsx';
import type { Act } from './use-act.ts';

export interface OnOffProps {
  readonly act: Act;
  /** Undefined: nothing is chosen yet. */
  readonly target: SwitchTarget | undefined;
  readonly off: string;
  readonly on: string;
  /** What else may be done with it. */
  readonly children?: ReactNode;
}

export function OnOff({ act, target, off, on, children }: OnOffProps) {
  const press = (isOff: boolean) => {
    if (target !== undefined) void act.run((reason) => turn(target, isOff, reason));
  };
  return (
    <p className="acts">
      <Button
        look="danger"
        disabled={act.isBusy || target === undefined}
        onClick={() => press(true)}
      >
        {off}
      </Button>
      <Button disabled={act.isBusy || target === undefined} onClick={() => press(false)}>
        {on}
      </Button>
      {children}
    </p>
  );
}
