import { describe, expect, it } from 'vitest';
import { readCamt053 } from './camt053.ts';
import { isBic, isCreditorReference, isIban, isUetr } from './field-checks.ts';
import { creditorReference, ibanOf } from './field-checks.ts';
import { MESSAGES } from './message-tables.ts';
import { checkPart, type Element, type Part } from './message-schema.ts';
import { readPain001, writePain001, type PaymentOrder } from './pain001.ts';
import { MessageRefused, XML_LIMITS } from './xml-guard.ts';

const ORDER: PaymentOrder = {
  messageId: 'M1',
  createdAt: '2026-11-22T10:00:00.000Z',
  executeOn: '2026-11-23',
  debtor: { name: 'Openbell', iban: ibanOf('GB', 'OPBL00000000000000'), bic: 'OPBLGB2L' },
  payments: [
    {
      endToEndId: 'OB-W-1',
      uetr: '7b1d3a52-6a1e-4c7a-9b1f-0a1b2c3d4e5f',
      amount: { minor: 1234, currency: 'EUR' },
      creditor: { name: 'Ada', iban: 'DE89370400440532013000', bic: 'DEUTDEFF' },
      remittance: 'a & b',
    },
  ],
};
const GOOD = writePain001(ORDER);

const swap = (from: string | RegExp, to: string): string => {
  const changed = GOOD.replace(from, to);
  expect(changed).not.toBe(GOOD);
  return changed;
};
const doctype = (inside: string) => swap('<Document', `<!DOCTYPE Document [${inside}]><Document`);
const laughs = Array.from({ length: 10 }, (_, k) =>
  k === 0 ? '<!ENTITY a0 "ha">' : `<!ENTITY a${String(k)} "${`&a${String(k - 1)};`.repeat(10)}">`,
).join('');
const without = (name: string) => swap(new RegExp(`<${name}( [^>]*)?>.*?</${name}>`), '');
const twice = (name: string) => swap(new RegExp(`(<${name}( [^>]*)?>.*?</${name}>)`), '$1$1');
const flip = (first: string, second: string) =>
  swap(new RegExp(`(<${first}>.*?</${first}>)(<${second}[ >].*?</${second}>)`), '$2$1');

/** What is wrong, and the fault that has to be named. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['external entity', doctype('<!ENTITY x SYSTEM "file:///etc/passwd">').replace('Ada', '&x;'), 'declaration'], // prettier-ignore
  ['external entity over http', doctype('<!ENTITY x SYSTEM "http://127.0.0.1/">'), 'declaration'],
  ['parameter entity', doctype('<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd">%p;'), 'declaration'],
  ['external DTD', swap('<Document', '<!DOCTYPE Document SYSTEM "x.dtd"><Document'), 'declaration'],
  ['public DTD', swap('<Document', '<!DOCTYPE Document PUBLIC "a" "b"><Document'), 'declaration'],
  ['billion laughs', doctype(laughs).replace('Ada', '&a9;'), 'declaration'],
  ['quadratic blow-up', doctype(`<!ENTITY q "${'q'.repeat(50_000)}">`).replace('Ada', '&q;'.repeat(1000)), 'declaration'], // prettier-ignore
  ['empty DOCTYPE', swap('<Document', '<!DOCTYPE Document><Document'), 'declaration'],
  ['lower-case doctype', swap('<Document', '<!doctype Document><Document'), 'declaration'],
  ['undeclared entity', swap('Ada', '&xxe;'), 'entity'],
  ['numeric entity', swap('Ada', '&#65;da'), 'entity'],
  ['hex entity', swap('Ada', '&#x41;da'), 'entity'],
  ['bare ampersand', swap('Ada', 'A & B'), 'entity'],
  ['CDATA', swap('Ada', '<![CDATA[Ada]]>'), 'declaration'],
  ['comment', swap('Ada', 'A<!-- -->da'), 'declaration'],
  ['instruction', swap('<Document', '<?php echo 1 ?><Document'), 'instruction'],
  ['stylesheet', swap('<Document', '<?xml-stylesheet href="x"?><Document'), 'instruction'],
  ['XInclude', swap('<Nm>Ada</Nm>', '<xi:include href="file:///etc/passwd"/>'), 'attribute'],
  ['10 MB of text', swap('Ada', 'A'.repeat(10 * 1024 * 1024)), 'tooLarge'],
  ['10 MB of blanks', GOOD + ' '.repeat(10 * 1024 * 1024), 'tooLarge'],
  ['10 MB of elements', swap('<Nm>Ada', '<a/>'.repeat(2_600_000) + '<Nm>Ada'), 'tooLarge'],
  ['500 levels', swap('<Nm>Ada</Nm>', '<a>'.repeat(500) + '</a>'.repeat(500)), 'tooDeep'],
  ['brackets only', '<'.repeat(100_000), 'malformed'],
  ['brackets with a far end', '<'.repeat(100_000) + '/>', 'malformed'],
  ['a tag of 300,000 characters', `<${'a'.repeat(300_000)}>`, 'malformed'],
  ['null character', swap('Ada', 'A\u0000da'), 'controlCharacter'],
  ['escape character', swap('Ada', 'A\u001bda'), 'controlCharacter'],
  ['nothing', '', 'malformed'],
  ['only a declaration', '<?xml version="1.0"?>', 'malformed'],
  ['no XML', '{"a":1}', 'malformed'],
  ['cut in the middle', GOOD.slice(0, GOOD.length / 2), 'malformed'],
  ['crossed tags', swap('</Nm></Cdtr>', '</Cdtr></Nm>'), 'malformed'],
  ['second root', GOOD + '<Document/>', 'root'],
  ['other root', swap(/Document/g, 'Dokument'), 'root'],
  ['__proto__', swap('<Nm>Ada</Nm>', '<__proto__>Ada</__proto__>'), 'malformed'],
  ['constructor', swap('<Nm>Ada</Nm>', '<constructor>Ada</constructor>'), 'malformed'],
  ['namespace of another message', swap('pain.001.001.09', 'pain.002.001.10'), 'namespace'],
  ['namespace of an older version', swap('pain.001.001.09', 'pain.001.001.03'), 'namespace'],
  ['no namespace', swap(/ xmlns="[^"]*"/, ''), 'namespace'],
  ['namespace with a blank', swap('pain.001.001.09', 'pain.001.001.09 '), 'namespace'],
  ['prefixed elements', swap(/<(\/?)Nm>/g, '<$1x:Nm>'), 'missing'],
  ['attribute on the document', swap('<Document ', '<Document a="1" '), 'attribute'],
  ['attribute on a text', swap('<Nm>Ada', '<Nm a="1">Ada'), 'attribute'],
  ['currency on a text', swap('<Nm>Ada', '<Nm Ccy="EUR">Ada'), 'attribute'],
  ['no currency', swap(' Ccy="EUR"', ''), 'currency'],
  ['unknown currency', swap('Ccy="EUR"', 'Ccy="ZZZ"'), 'currency'],
  ['three decimals of a cent', swap('12.34</I', '12.341</I'), 'decimals'],
  ['negative amount', swap('12.34</I', '-12.34</I'), 'form'],
  ['exponent', swap('12.34</I', '1e3</I'), 'form'],
  ['amount of nothing', swap(/12\.34/g, '0.00'), 'amount'],
  ['wrong control sum', swap('<CtrlSum>12.34', '<CtrlSum>12.35'), 'controlSum'],
  ['wrong count', swap('<NbOfTxs>1', '<NbOfTxs>2'), 'count'],
  ['EndToEndId of 36', swap('OB-W-1', 'x'.repeat(36)), 'form'],
  ['UETR of version 1', swap('-4c7a-', '-1c7a-'), 'form'],
  ['IBAN with a slip', swap('DE89', 'DE98'), 'form'],
  ['BIC of seven', swap('DEUTDEFF', 'DEUTDEF'), 'form'],
  ['day that does not exist', swap('2026-11-23', '2026-11-31'), 'form'],
  ['no message id', without('MsgId'), 'missing'],
  ['no EndToEndId', without('EndToEndId'), 'missing'],
  ['no creditor account', without('CdtrAcct'), 'missing'],
  ['two message ids', twice('MsgId'), 'repeated'],
  ['two amounts', twice('InstdAmt'), 'repeated'],
  ['two debtors', twice('PmtInf'), 'oneDebtor'],
  ['creation before id', flip('MsgId', 'CreDtTm'), 'missing'],
  ['amount before the id', flip('PmtId', 'Amt'), 'missing'],
  ['unknown element', swap('<Cdtr>', '<Evil/><Cdtr>'), 'missing'],
  ['text between elements', swap('<Cdtr>', 'hello<Cdtr>'), 'textInGroup'],
];

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof MessageRefused) return error.fault;
    throw error;
  }
  return 'accepted';
}

describe('hostile messages', () => {
  it('are refused by name, within a work bounded by their length or the limit', () => {
    let accepted = 0;
    const found = CASES.map(([name, xml, fault]) => {
      const work = { scanned: 0, parsed: 0 };
      const named = faultOf(() => readPain001(xml, work));
      if (named === 'accepted') accepted += 1;
      const isTooLarge = xml.length > XML_LIMITS.messageCharactersMax;
      expect(work.scanned).toBeLessThanOrEqual(isTooLarge ? 0 : xml.length);
      const neverParsed = ['declaration', 'entity', 'instruction', 'tooLarge', 'tooDeep'];
      if (neverParsed.includes(fault)) expect([name, work.parsed]).toEqual([name, 0]);
      return [name, named];
    });
    expect(found).toEqual(CASES.map(([name, , fault]) => [name, fault]));
    process.stdout.write(`hostile XML: ${String(CASES.length)} cases, ${String(accepted)} accepted\n`); // prettier-ignore
    expect(CASES.length).toBeGreaterThanOrEqual(60);
  });

  it('control: the message that all of them were made from is taken', () => {
    expect(readPain001(GOOD)).toEqual(ORDER);
    expect(faultOf(() => readCamt053(GOOD))).toBe('namespace');
  });
});

describe('schemas', () => {
  /** The smallest and the largest message of a schema. */
  function sample(element: Element, all: boolean): Part {
    if (element.form === '') {
      const wanted = element.children.filter(({ min }) => all || min === 1);
      return { name: element.name, parts: wanted.map((child) => sample(child, all)) };
    }
    const text = SAMPLES[element.form] ?? 'x';
    return element.form === 'amount'
      ? { name: element.name, text, currency: 'EUR' }
      : { name: element.name, text };
  }
  const SAMPLES: Readonly<Record<string, string>> = {
    ...{ count: '1', sum: '1.5', amount: '1.5', date: '2026-11-22', code: 'AC04', side: 'CRDT' },
    ...{ dateTime: '2026-11-22T10:00:00Z', iban: 'DE89370400440532013000', bic: 'DEUTDEFF' },
    ...{ uetr: '7b1d3a52-6a1e-4c7a-9b1f-0a1b2c3d4e5f', country: 'DE', currency: 'EUR' },
    ...{ flag: 'true', TRF: 'TRF', SLEV: 'SLEV' },
  };
  const judge = (part: Part, root: Element) => faultOf(() => checkPart(part, root, 'Document'));

  it.each(MESSAGES)(
    '$id: each mandatory element and each order is asked for, both ways',
    (schema) => {
      const { root } = schema;
      expect([judge(sample(root, false), root), judge(sample(root, true), root)]).toEqual([
        'accepted',
        'accepted',
      ]);
      let checked = 0;
      const visit = (element: Element, rebuild: (part: Part) => Part) => {
        if (element.form !== '') return;
        const whole = sample(element, true);
        const parts = whole.parts!;
        element.children.forEach((child, k) => {
          const dropped = { ...whole, parts: parts.filter((_, at) => at !== k) };
          const expected = child.min === 1 ? 'missing' : 'accepted';
          expect([child.name, judge(rebuild(dropped), root)]).toEqual([child.name, expected]);
          const doubled = { ...whole, parts: parts.flatMap((it, at) => (at === k ? [it, it] : [it])) }; // prettier-ignore
          expect([child.name, judge(rebuild(doubled), root)]).toEqual([
            child.name,
            child.many ? 'accepted' : 'repeated',
          ]);
          if (k > 0) {
            const swapped = parts.toSpliced(k - 1, 2, parts[k]!, parts[k - 1]!);
            expect(judge(rebuild({ ...whole, parts: swapped }), root)).not.toBe('accepted');
          }
          checked += 1;
          visit(child, (inner) => rebuild({ ...whole, parts: parts.with(k, inner) }));
        });
      };
      visit(root, (part) => part);
      expect(checked).toBeGreaterThan(15);
    },
  );
});

describe('identifiers', () => {
  it('knows an IBAN by country, length and check digits (ISO 13616, ISO 7064)', () => {
    const good = [
      'DE89370400440532013000',
      'GB29NWBK60161331926819',
      'FR1420041010050500013M02606',
    ];
    expect(good.filter(isIban)).toEqual(good);
    expect([...good.map((it) => it.replace(/\d$/, (n) => String((Number(n) + 1) % 10)))].filter(isIban)).toEqual([]); // prettier-ignore
    expect(['DE8937040044053201300', 'XX89370400440532013000', 'de89370400440532013000'].filter(isIban)).toEqual([]); // prettier-ignore
    expect(isIban(ibanOf('GB', 'OPBL00000000000102'))).toBe(true);
  });

  it('knows BIC, UETR and creditor reference', () => {
    expect(['DEUTDEFF', 'DEUTDEFF500', 'deutdeff', 'DEUTDEF'].map(isBic)).toEqual([true, true, false, false]); // prettier-ignore
    expect(isUetr('7b1d3a52-6a1e-4c7a-9b1f-0a1b2c3d4e5f')).toBe(true);
    expect(isUetr('7b1d3a52-6a1e-4c7a-cb1f-0a1b2c3d4e5f')).toBe(false);
    expect(isCreditorReference(creditorReference('OB102'))).toBe(true);
    expect(isCreditorReference('RF18539007547034')).toBe(true);
    expect(isCreditorReference('RF18539007547035')).toBe(false);
  });
});
