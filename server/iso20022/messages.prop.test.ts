import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BankEntry } from './camt-entry.ts';
import { readCamt053, writeCamt053 } from './camt053.ts';
import { readCamt054, writeCamt054 } from './camt054.ts';
import { creditorReference, CURRENCY_DECIMALS, ibanOf } from './field-checks.ts';
import { readPain001, writePain001, type Payment } from './pain001.ts';
import { PAYMENT_STATUSES, readPain002, writePain002, type PaymentReport } from './pain002.ts';

const text = (max: number) =>
  fc
    .string({ minLength: 1, maxLength: max, unit: 'grapheme' })
    .filter((value) => value.length <= max && value.trim() === value && value !== '')
    // Control characters and lone surrogates are no XML.
    // oxlint-disable-next-line no-control-regex
    .filter((value) => !/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/.test(value));
const maybe = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((it) => (it === undefined ? {} : { [name]: it }));
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join('')); // prettier-ignore
const iban = fc.oneof(
  digits(18).map((bban) => ibanOf('DE', bban)),
  digits(14).map((rest) => ibanOf('GB', `OPBL${rest}`)),
);
const bic = fc.constantFrom('OPBLGB2L', 'DEUTDEFF', 'DEUTDEFF500');
const currency = fc.constantFrom(...Object.keys(CURRENCY_DECIMALS));
const minor = fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1e15 })); // prettier-ignore
const amount = fc.record({ minor, currency });
const uetr = fc.uuid({ version: 4 });
const date = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString());
const day = date.map((moment) => moment.slice(0, 10));
const both = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
const address = both(
  fc.record({ town: text(35), country: fc.constantFrom('DE', 'CN', 'US') }),
  maybe('street', text(70)),
  maybe('building', text(16)),
  maybe('postCode', text(16)),
);
const party = both(fc.record({ name: text(140), iban }), maybe('address', address));
const payment = both(
  fc.record({
    ...{ endToEndId: text(35), uetr, amount },
    creditor: both(party, maybe('bic', bic)),
  }),
  maybe('remittance', text(140)),
) as fc.Arbitrary<Payment>;
const entry = fc.boolean().chain((isCredit) =>
  both(
    fc.record({ bankReference: text(35), amount, isCredit: fc.constant(isCredit), bookedOn: day, valueOn: day }), // prettier-ignore
    maybe('endToEndId', text(35)),
    maybe('uetr', uetr),
    maybe('partyName', text(140)),
    maybe('partyIban', iban),
    isCredit ? maybe('creditedIban', iban) : fc.constant({}),
    maybe(
      'reference',
      text(21).map(() => creditorReference('OB2')),
    ),
    maybe('remittance', text(140)),
    maybe('returnReason', fc.constantFrom('AC04', 'AC06')),
  ),
) as fc.Arbitrary<BankEntry>;

describe('what is written is what is read', () => {
  it('pain.001', () => {
    fc.assert(
      fc.property(
        fc.record({ messageId: text(35), createdAt: date, executeOn: day }),
        both(party, fc.record({ bic })),
        fc.array(payment, { minLength: 1, maxLength: 4 }),
        (head, debtor, payments) => {
          const order = { ...head, debtor, payments } as Parameters<typeof writePain001>[0];
          expect(readPain001(writePain001(order))).toEqual(order);
        },
      ),
    );
  });

  it('pain.002', () => {
    const report = both(
      fc.record({ endToEndId: text(35), uetr, status: fc.constantFrom(...PAYMENT_STATUSES) }),
      fc.constantFrom({}, { reason: 'AC04' }, { reason: 'AM04', words: 'No funds' }),
      maybe('bankReference', text(35)),
    ) as fc.Arbitrary<PaymentReport>;
    const whole = fc.record({
      ...{ messageId: text(35), createdAt: date, originalMessageId: text(35) },
      payments: fc.array(report, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(whole, (message) => {
        expect(readPain002(writePain002(message))).toEqual(message);
      }),
    );
  });

  it('camt.054', () => {
    const whole = fc.record({
      ...{ messageId: text(35), createdAt: date, iban },
      entries: fc.array(entry, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(whole, (message) => {
        expect(readCamt054(writeCamt054(message))).toEqual(message);
      }),
    );
  });

  it('camt.053', () => {
    const balance = fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value));
    const whole = fc.record({
      ...{ messageId: text(35), createdAt: date, iban, currency, day },
      ...{ openingMinor: balance, closingMinor: balance },
      entries: fc.array(entry, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(whole, (message) => {
        expect(readCamt053(writeCamt053(message))).toEqual(message);
      }),
    );
  });
});
