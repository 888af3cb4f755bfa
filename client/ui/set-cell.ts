// Writes a text only when it changes: painters call it many times a second. The text node that is there stays,
// so that the browser lays out its words anew and not its elements.

export function setCell(cell: Element, text: string): void {
  const node = cell.firstChild;
  // Without words there is no node, so that `:empty` holds.
  const isKept = text !== '' && node instanceof Text && node === cell.lastChild;
  if (!isKept) {
    if (cell.textContent !== text) cell.textContent = text;
  } else if (node.data !== text) node.data = text;
}
