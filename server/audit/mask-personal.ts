// Free text in the audit log: what looks like an e-mail address, a bank account or a card is masked, as
// an entry can never be taken back.

const EMAIL = /[^\s@<>"',;]+@[^\s@<>"',;]+\.[^\s@<>"',;]+/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){10,30}\b/g;
/** Twelve digits or more, blanks and dashes between them: bank accounts, cards, telephones. */
const LONG_NUMBER = /\d(?:[ -]?\d){11,}/g;

export function maskPersonal(text: string): string {
  return text
    .replace(EMAIL, '[e-mail]')
    .replace(IBAN, '[bank account]')
    .replace(LONG_NUMBER, '[number]');
}
