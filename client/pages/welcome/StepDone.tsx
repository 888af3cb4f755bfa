// What a step says when it was done: its words, announced, and where to go from here.

import type { ReactNode } from 'react';

export interface StepDoneProps {
  readonly words: string;
  /** Ways to other steps. */
  readonly children: ReactNode;
}

export function StepDone({ words, children }: StepDoneProps) {
  return (
    <div className="form" role="status">
      <p>{words}</p>
      <p className="form-ways">{children}</p>
    </div>
  );
}
