// Personal data in views of others: enough to tell two people apart, not enough to write to one.

const HIDDEN = '•••';

/** `a•••@e•••.com` */
export function maskEmail(email: string): string {
  const [name = '', host = ''] = email.split('@');
  const parts = host.split('.');
  const last = parts.length > 1 ? `.${parts.at(-1)!}` : '';
  return `${first(name)}${HIDDEN}@${first(host)}${HIDDEN}${last}`;
}

/** `Z•••` for each word. */
export function maskName(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => `${first(word)}${HIDDEN}`).join(' ');
}

function first(text: string): string {
  return [...text][0] ?? '';
}
