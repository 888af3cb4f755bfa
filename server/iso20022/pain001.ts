// pain.001.001.09, customer credit transfer initiation: one debtor account, one or more payments.

import { controlSum, isSameSum, readAmount, writeAmount, type Amount } from './amounts.ts';
import { PAIN_001 } from './message-tables.ts';
import type { Part } from './message-schema.ts';
import { element, leaf, partAt, partsAt, readMessage, textAt, textIn } from './message-xml.ts';
import { writeMessage } from './message-xml.ts';
import { MessageRefused, type Work } from './xml-guard.ts';

/** Structured only: free address lines are not taken (the end of CBPR+ unstructured, November 2026). */
export interface Address {
  readonly street?: string;
  readonly building?: string;
  readonly postCode?: string;
  readonly town: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Payment {
  readonly endToEndId: string;
  readonly uetr: string;
  readonly amount: Amount;
  readonly creditor: {
    readonly name: string;
    readonly iban: string;
    readonly bic?: string;
    readonly address?: Address;
  };
  readonly remittance?: string;
}

export interface PaymentOrder {
  readonly messageId: string;
  readonly createdAt: string;
  readonly executeOn: string;
  readonly debtor: {
    readonly name: string;
    readonly iban: string;
    readonly bic: string;
    readonly address?: Address;
  };
  readonly payments: readonly Payment[];
}

export function writePain001(order: PaymentOrder): string {
  const { debtor, payments } = order;
  const count = String(payments.length);
  const sum = controlSum(payments.map(({ amount }) => amount));
  return writeMessage(
    PAIN_001,
    element(
      'CstmrCdtTrfInitn',
      element(
        'GrpHdr',
        leaf('MsgId', order.messageId),
        leaf('CreDtTm', order.createdAt),
        leaf('NbOfTxs', count),
        leaf('CtrlSum', sum),
        element('InitgPty', leaf('Nm', debtor.name)),
      ),
      element(
        'PmtInf',
        leaf('PmtInfId', order.messageId),
        leaf('PmtMtd', 'TRF'),
        leaf('NbOfTxs', count),
        leaf('CtrlSum', sum),
        element('ReqdExctnDt', leaf('Dt', order.executeOn)),
        element('Dbtr', leaf('Nm', debtor.name), addressPart(debtor.address)),
        element('DbtrAcct', element('Id', leaf('IBAN', debtor.iban))),
        element('DbtrAgt', element('FinInstnId', leaf('BICFI', debtor.bic))),
        leaf('ChrgBr', 'SLEV'),
        ...payments.map(paymentPart),
      ),
    ),
  );
}

function paymentPart({ endToEndId, uetr, amount, creditor, remittance }: Payment): Part {
  const { name, iban, bic, address } = creditor;
  return element(
    'CdtTrfTxInf',
    element('PmtId', leaf('EndToEndId', endToEndId), leaf('UETR', uetr)),
    element('Amt', writeAmount('InstdAmt', amount)),
    bic === undefined ? undefined : element('CdtrAgt', element('FinInstnId', leaf('BICFI', bic))),
    element('Cdtr', leaf('Nm', name), addressPart(address)),
    element('CdtrAcct', element('Id', leaf('IBAN', iban))),
    remittance === undefined ? undefined : element('RmtInf', leaf('Ustrd', remittance)),
  );
}

function addressPart(address: Address | undefined): Part | undefined {
  if (address === undefined) return undefined;
  return element(
    'PstlAdr',
    leaf('StrtNm', address.street),
    leaf('BldgNb', address.building),
    leaf('PstCd', address.postCode),
    leaf('TwnNm', address.town),
    leaf('Ctry', address.country),
  );
}

/** Refuses, beyond the schema, counts and control sums that do not fit the payments. */
export function readPain001(xml: string, work?: Work): PaymentOrder {
  const body = readMessage(PAIN_001, xml, undefined, work);
  const blocks = partsAt(body, 'PmtInf');
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) throw new MessageRefused('oneDebtor', 'PmtInf');
  const payments = partsAt(block, 'CdtTrfTxInf').map(readPayment);
  checkTotals(partAt(body, 'GrpHdr')!, payments);
  checkTotals(block, payments);
  return {
    messageId: textIn(body, 'GrpHdr/MsgId'),
    createdAt: textIn(body, 'GrpHdr/CreDtTm'),
    executeOn: textIn(block, 'ReqdExctnDt/Dt'),
    debtor: {
      name: textIn(block, 'Dbtr/Nm'),
      iban: textIn(block, 'DbtrAcct/Id/IBAN'),
      bic: textIn(block, 'DbtrAgt/FinInstnId/BICFI'),
      ...readAddress(partAt(block, 'Dbtr/PstlAdr')),
    },
    payments,
  };
}

function readPayment(part: Part): Payment {
  const amount = readAmount(part, 'Amt/InstdAmt');
  if (amount.minor === 0) throw new MessageRefused('amount', 'InstdAmt');
  const bic = textAt(part, 'CdtrAgt/FinInstnId/BICFI');
  const remittance = textAt(part, 'RmtInf/Ustrd');
  return {
    endToEndId: textIn(part, 'PmtId/EndToEndId'),
    uetr: textIn(part, 'PmtId/UETR'),
    amount,
    creditor: {
      name: textIn(part, 'Cdtr/Nm'),
      iban: textIn(part, 'CdtrAcct/Id/IBAN'),
      ...(bic === undefined ? {} : { bic }),
      ...readAddress(partAt(part, 'Cdtr/PstlAdr')),
    },
    ...(remittance === undefined ? {} : { remittance }),
  };
}

function readAddress(part: Part | undefined): { readonly address?: Address } {
  if (part === undefined) return {};
  const [street, building] = [textAt(part, 'StrtNm'), textAt(part, 'BldgNb')];
  const postCode = textAt(part, 'PstCd');
  return {
    address: {
      ...(street === undefined ? {} : { street }),
      ...(building === undefined ? {} : { building }),
      ...(postCode === undefined ? {} : { postCode }),
      ...{ town: textIn(part, 'TwnNm'), country: textIn(part, 'Ctry') },
    },
  };
}

function checkTotals(part: Part, payments: readonly Payment[]): void {
  const count = textAt(part, 'NbOfTxs') ?? String(payments.length);
  if (Number(count) !== payments.length) throw new MessageRefused('count', `${part.name}/NbOfTxs`);
  const sum = controlSum(payments.map(({ amount }) => amount));
  if (!isSameSum(textAt(part, 'CtrlSum') ?? sum, sum)) {
    throw new MessageRefused('controlSum', `${part.name}/CtrlSum`);
  }
}
