// Writes a text node only when its text changes: painters call it many times a second.

export function setCell(cell: Element, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}
