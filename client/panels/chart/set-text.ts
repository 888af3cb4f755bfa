// Writes a text only where it changed: painters run sixty times a second.

export function setText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
