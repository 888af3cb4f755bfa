// A whole number out of a field of a form.

/** Nothing typed is 0; undefined: it is none, or above `most`. */
export function wholeNumber(text: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const typed = text.replace(/[\s,]/g, '');
  if (typed === '') return 0;
  if (!/^\d{1,16}$/.test(typed)) return undefined;
  const value = Number(typed);
  return value <= most ? value : undefined;
}
