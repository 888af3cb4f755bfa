// camt.053.001.08, bank to customer statement: every entry of a day between two balances.

import { readAmount, writeAmount } from './amounts.ts';
import { entryPart, readEntry, type BankEntry } from './camt-entry.ts';
import { CAMT_053 } from './message-tables.ts';
import type { Part } from './message-schema.ts';
import { element, leaf, partsAt, readMessage, textIn, writeMessage } from './message-xml.ts';
import { MessageRefused, XML_LIMITS, type Work } from './xml-guard.ts';

export interface Statement {
  readonly messageId: string;
  readonly createdAt: string;
  readonly iban: string;
  readonly currency: string;
  readonly day: string;
  /** Below 0: overdrawn. */
  readonly openingMinor: number;
  readonly closingMinor: number;
  readonly entries: readonly BankEntry[];
}

export function writeCamt053(statement: Statement): string {
  const { messageId, createdAt, iban, currency, entries } = statement;
  return writeMessage(
    CAMT_053,
    element(
      'BkToCstmrStmt',
      element('GrpHdr', leaf('MsgId', messageId), leaf('CreDtTm', createdAt)),
      element(
        'Stmt',
        leaf('Id', messageId),
        element('Acct', element('Id', leaf('IBAN', iban)), leaf('Ccy', currency)),
        balancePart('OPBD', statement.openingMinor, statement),
        balancePart('CLBD', statement.closingMinor, statement),
        ...entries.map(entryPart),
      ),
    ),
  );
}

function balancePart(code: string, minor: number, { currency, day }: Statement): Part {
  return element(
    'Bal',
    element('Tp', element('CdOrPrtry', leaf('Cd', code))),
    writeAmount('Amt', { minor: Math.abs(minor), currency }),
    leaf('CdtDbtInd', minor < 0 ? 'DBIT' : 'CRDT'),
    element('Dt', leaf('Dt', day)),
  );
}

/** One account and one currency; opening (OPBD) and closing (CLBD) balance must both be there. */
export function readCamt053(xml: string, work?: Work): Statement {
  const body = readMessage(CAMT_053, xml, XML_LIMITS.charactersMax, work);
  const [statement, more] = partsAt(body, 'Stmt');
  if (statement === undefined || more !== undefined) throw new MessageRefused('oneAccount', 'Stmt');
  const opening = readBalance(statement, 'OPBD');
  const closing = readBalance(statement, 'CLBD');
  const entries = partsAt(statement, 'Ntry').map(readEntry);
  return {
    messageId: textIn(body, 'GrpHdr/MsgId'),
    createdAt: textIn(body, 'GrpHdr/CreDtTm'),
    iban: textIn(statement, 'Acct/Id/IBAN'),
    currency: textIn(statement, 'Acct/Ccy'),
    day: closing.day,
    openingMinor: opening.minor,
    closingMinor: closing.minor,
    entries: entries.filter((entry) => entry !== undefined),
  };
}

function readBalance(statement: Part, code: string): { minor: number; day: string } {
  const found = partsAt(statement, 'Bal').filter(
    (balance) => textIn(balance, 'Tp/CdOrPrtry/Cd') === code,
  );
  const [balance] = found;
  if (balance === undefined || found.length > 1) throw new MessageRefused('balance', code);
  const { minor } = readAmount(balance, 'Amt');
  const isDebit = textIn(balance, 'CdtDbtInd') === 'DBIT' && minor !== 0;
  return { minor: isDebit ? -minor : minor, day: textIn(balance, 'Dt/Dt') };
}
