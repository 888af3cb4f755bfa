// A small language for the order, number and form of a message's elements, and the check against it.

import { decimalsOf, isBic, isIban, isUetr } from './field-checks.ts';
import { MessageRefused } from './xml-guard.ts';

/** One element of a message: either text or further elements. */
export interface Part {
  readonly name: string;
  readonly text?: string;
  /** Currency of an amount, its only attribute. */
  readonly currency?: string;
  readonly parts?: readonly Part[];
}

export interface Element {
  readonly name: string;
  readonly min: 0 | 1;
  readonly many: boolean;
  /** Name of a form in FORMS; empty for an element that holds elements. */
  readonly form: string;
  readonly children: Element[];
}

export interface MessageSchema {
  /** As in the namespace: `pain.001.001.09`. */
  readonly id: string;
  readonly root: Element;
}

const text = (max: number) => (value: string) =>
  value.length >= 1 && value.length <= max && value.trim() === value && !/[\n\r\t]/.test(value);
const pattern = (expression: RegExp) => (value: string) => expression.test(value);
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

/** Forms of texts. Amounts: at most 18 digits, of which 5 after the point (ISO 20022). */
export const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  max4: text(4),
  max16: text(16),
  max35: text(35),
  max70: text(70),
  max105: text(105),
  max140: text(140),
  count: pattern(/^\d{1,15}$/),
  sum: pattern(/^\d{1,16}(\.\d{1,5})?$/),
  amount: pattern(/^\d{1,16}(\.\d{1,5})?$/),
  date: isDay,
  dateTime: pattern(DATE_TIME),
  iban: isIban,
  bic: isBic,
  uetr: isUetr,
  country: pattern(/^[A-Z]{2}$/),
  currency: (value) => decimalsOf(value) !== undefined,
  code: pattern(/^[A-Z0-9]{1,4}$/),
  side: pattern(/^(CRDT|DBIT)$/),
  flag: pattern(/^(true|false)$/),
  TRF: pattern(/^TRF$/),
  SLEV: pattern(/^SLEV$/),
};

/** The parser of dates takes 31 November for 1 December; a message does not. */
function isDay(value: string): boolean {
  return DATE.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}

const LINE = /^( *)(\w+)([?*+]?)(?: (\w+))?$/;

/** Reads a table: one element a line, indented by two under its parent; `?` may be missing, `*` any
 * number, `+` at least one, else exactly one; then the form of its text. */
export function schemaOf(id: string, table: string): MessageSchema {
  const root: Element = { name: 'Document', min: 1, many: false, form: '', children: [] };
  const path: Element[] = [root];
  for (const line of table.split('\n').filter((row) => row.trim() !== '')) {
    const [, indent = '', name = '', mark = '', form = ''] = LINE.exec(line) ?? [];
    if (name === '' || (form !== '' && !(form in FORMS))) throw new Error(`schema ${id}: ${line}`);
    path.length = indent.length / 2 + 1;
    const min = mark === '?' || mark === '*' ? 0 : 1;
    const element: Element = {
      ...{ name, min, many: mark === '*' || mark === '+', form, children: [] },
    };
    path.at(-1)!.children.push(element);
    path.push(element);
  }
  return { id, root };
}

/** Throws MessageRefused at the first element that is unknown, missing, repeated or out of order. */
export function checkPart(part: Part, element: Element, path: string): void {
  if (element.form !== '') {
    checkText(part, element.form, path);
    return;
  }
  if (part.text !== undefined) throw new MessageRefused('textInGroup', path);
  if (part.currency !== undefined) throw new MessageRefused('attribute', path);
  const parts = part.parts ?? [];
  let at = 0;
  for (const child of element.children) {
    const from = at;
    while (at < parts.length && parts[at]!.name === child.name) {
      checkPart(parts[at]!, child, `${path}/${child.name}`);
      at += 1;
      if (!child.many && at - from > 1) {
        throw new MessageRefused('repeated', `${path}/${child.name}`);
      }
    }
    if (at - from < child.min) throw new MessageRefused('missing', `${path}/${child.name}`);
  }
  if (at < parts.length) misplaced(parts[at]!, element, path);
}

function misplaced(part: Part, element: Element, path: string): never {
  const isKnown = element.children.some(({ name }) => name === part.name);
  throw new MessageRefused(isKnown ? 'order' : 'unknownElement', `${path}/${part.name}`);
}

function checkText({ text, currency, parts }: Part, form: string, path: string): void {
  if (parts !== undefined && parts.length > 0) throw new MessageRefused('elementInText', path);
  if (text === undefined || !FORMS[form]!(text)) throw new MessageRefused('form', path);
  if (form !== 'amount') {
    if (currency !== undefined) throw new MessageRefused('attribute', path);
    return;
  }
  const decimals = currency === undefined ? undefined : decimalsOf(currency);
  if (decimals === undefined) throw new MessageRefused('currency', path);
  const [, fraction = ''] = text.split('.');
  if (fraction.length > decimals) throw new MessageRefused('decimals', path);
}
