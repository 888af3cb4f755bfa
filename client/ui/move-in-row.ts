// Arrow keys, Home and End in a row or a column of buttons: the next one is focused and pressed.

import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** The button that a key leads to, if it leads anywhere; wraps around. */
export function neighbour(row: HTMLElement, key: string): HTMLButtonElement | undefined {
  const buttons = [...row.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  const step = STEPS[key];
  if (step === undefined) return undefined;
  return buttons[(at + step + buttons.length) % buttons.length];
}

export function moveInRow(event: KeyboardEvent<HTMLElement>): void {
  const next = neighbour(event.currentTarget, event.key);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}
