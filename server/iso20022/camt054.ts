// camt.054.001.08, bank to customer debit credit notification: entries as they are booked.

import { entryPart, readEntry, type BankEntry } from './camt-entry.ts';
import { CAMT_054 } from './message-tables.ts';
import { element, leaf, partsAt, readMessage, textIn, writeMessage } from './message-xml.ts';
import type { Work } from './xml-guard.ts';

export interface Notification {
  readonly messageId: string;
  readonly createdAt: string;
  readonly iban: string;
  readonly entries: readonly BankEntry[];
}

export function writeCamt054({ messageId, createdAt, iban, entries }: Notification): string {
  return writeMessage(
    CAMT_054,
    element(
      'BkToCstmrDbtCdtNtfctn',
      element('GrpHdr', leaf('MsgId', messageId), leaf('CreDtTm', createdAt)),
      element(
        'Ntfctn',
        leaf('Id', messageId),
        element('Acct', element('Id', leaf('IBAN', iban))),
        ...entries.map(entryPart),
      ),
    ),
  );
}

export function readCamt054(xml: string, work?: Work): Notification {
  const body = readMessage(CAMT_054, xml, undefined, work);
  const notifications = partsAt(body, 'Ntfctn');
  const entries = notifications
    .flatMap((notification) => partsAt(notification, 'Ntry'))
    .map(readEntry)
    .filter((entry) => entry !== undefined);
  return {
    messageId: textIn(body, 'GrpHdr/MsgId'),
    createdAt: textIn(body, 'GrpHdr/CreDtTm'),
    iban: textIn(notifications[0]!, 'Acct/Id/IBAN'),
    entries,
  };
}
