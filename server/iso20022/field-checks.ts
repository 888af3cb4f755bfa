// The identifiers of payments and how each is checked: IBAN, BIC, UETR, creditor reference, currencies.

/** Decimals of the currencies that the bank knows: ISO 4217, column "minor unit". */
export const CURRENCY_DECIMALS: Readonly<Record<string, number>> = {
  ...{ AUD: 2, BHD: 3, BRL: 2, CAD: 2, CHF: 2, CLP: 0, CNY: 2, CZK: 2, DKK: 2, EUR: 2, GBP: 2 },
  ...{ HKD: 2, HUF: 2, IDR: 2, ILS: 2, INR: 2, ISK: 0, JPY: 0, KRW: 0, KWD: 3, MXN: 2, MYR: 2 },
  ...{ NOK: 2, NZD: 2, PLN: 2, SEK: 2, SGD: 2, THB: 2, TND: 3, TRY: 2, USD: 2, VND: 0, ZAR: 2 },
};

/** Undefined for a code that is no currency of the bank. */
export function decimalsOf(currency: string): number | undefined {
  return Object.hasOwn(CURRENCY_DECIMALS, currency) ? CURRENCY_DECIMALS[currency] : undefined;
}

/** Length of the whole IBAN by country: the registry of ISO 13616, the countries we pay to. */
const IBAN_LENGTH: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AT: 20, BE: 16, BG: 22, BH: 22, BR: 29, CH: 21, CY: 28, CZ: 24, DE: 22 },
  ...{ DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22 },
  ...{ IL: 23, IS: 26, IT: 27, KW: 30, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18 },
  ...{ NO: 15, PL: 28, PT: 25, QA: 29, RO: 24, SA: 24, SE: 24, SI: 19, SK: 24, SM: 27, TR: 26 },
};

/** ISO/IEC 7064, MOD 97-10: the remainder of letters-as-numbers, digit by digit. */
function mod97(text: string): number {
  let rest = 0;
  for (const sign of text) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** ISO 13616: known country, its length, check digits that prove; capital letters without blanks. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  if (IBAN_LENGTH[text.slice(0, 2)] !== text.length) return false;
  const check = Number(text.slice(2, 4));
  return check >= 2 && check <= 98 && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/** The IBAN of a country and an account number (BBAN), with its check digits. */
export function ibanOf(country: string, bban: string): string {
  const check = 98 - mod97(`${bban}${country}00`);
  return `${country}${String(check).padStart(2, '0')}${bban}`;
}

/** ISO 9362: four of the institution, country, two of the place, perhaps three of the branch. */
export function isBic(text: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text);
}

/** A UETR is a UUID of version 4 (RFC 4122, section 4.4) in small letters. */
export function isUetr(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

/** ISO 11649: a reference that carries its own check digits, so that a slip of the pen is found. */
export function creditorReference(body: string): string {
  return `RF${String(98 - mod97(`${body}RF00`)).padStart(2, '0')}${body}`;
}

export function isCreditorReference(text: string): boolean {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(text)) return false;
  return mod97(text.slice(4) + text.slice(0, 4)) === 1;
}
