// Writes a text only where it changed: painters run sixty times a second.

import { setCell } from '../../ui/set-cell.ts';

export function setText(element: Element | null, text: string): void {
  if (element !== null) setCell(element, text);
}
