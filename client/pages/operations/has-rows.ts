// Whether a list that was read has rows: where there are none, no reason is asked for.

import type { AnswerState } from '../../ui/use-answer.ts';

export function hasRows(answer: AnswerState<readonly unknown[]>): boolean {
  return answer.is === 'ready' && answer.value.length > 0;
}
