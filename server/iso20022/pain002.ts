// pain.002.001.10, customer payment status report: the state of each payment, with the reason.

import { PAIN_002 } from './message-tables.ts';
import type { Part } from './message-schema.ts';
import { element, leaf, partsAt, readMessage, textAt, textIn } from './message-xml.ts';
import { writeMessage } from './message-xml.ts';
import { MessageRefused, type Work } from './xml-guard.ts';

/** ExternalPaymentTransactionStatus1Code: accepted by the customer profile, in process, settled, refused. */
export const PAYMENT_STATUSES = ['ACCP', 'ACSP', 'ACSC', 'RJCT', 'PDNG'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export interface PaymentReport {
  readonly endToEndId: string;
  readonly uetr: string;
  readonly status: PaymentStatus;
  /** ExternalStatusReason1Code: AC04 closed account, AM04 no funds, … */
  readonly reason?: string;
  readonly words?: string;
  /** The bank's own reference, once booked. */
  readonly bankReference?: string;
}

export interface StatusReport {
  readonly messageId: string;
  readonly createdAt: string;
  readonly originalMessageId: string;
  readonly payments: readonly PaymentReport[];
}

export function writePain002(report: StatusReport): string {
  return writeMessage(
    PAIN_002,
    element(
      'CstmrPmtStsRpt',
      element('GrpHdr', leaf('MsgId', report.messageId), leaf('CreDtTm', report.createdAt)),
      element(
        'OrgnlGrpInfAndSts',
        leaf('OrgnlMsgId', report.originalMessageId),
        leaf('OrgnlMsgNmId', 'pain.001.001.09'),
      ),
      element(
        'OrgnlPmtInfAndSts',
        leaf('OrgnlPmtInfId', report.originalMessageId),
        ...report.payments.map(paymentPart),
      ),
    ),
  );
}

function paymentPart({ endToEndId, uetr, status, ...more }: PaymentReport): Part {
  const { reason, words, bankReference } = more;
  const why =
    reason === undefined
      ? undefined
      : element('StsRsnInf', element('Rsn', leaf('Cd', reason)), leaf('AddtlInf', words));
  return element(
    'TxInfAndSts',
    leaf('OrgnlEndToEndId', endToEndId),
    leaf('OrgnlUETR', uetr),
    leaf('TxSts', status),
    why,
    leaf('AcctSvcrRef', bankReference),
  );
}

export function readPain002(xml: string, work?: Work): StatusReport {
  const body = readMessage(PAIN_002, xml, undefined, work);
  const payments = partsAt(body, 'OrgnlPmtInfAndSts').flatMap((block) =>
    partsAt(block, 'TxInfAndSts').map(readPayment),
  );
  return {
    messageId: textIn(body, 'GrpHdr/MsgId'),
    createdAt: textIn(body, 'GrpHdr/CreDtTm'),
    originalMessageId: textIn(body, 'OrgnlGrpInfAndSts/OrgnlMsgId'),
    payments,
  };
}

function readPayment(part: Part): PaymentReport {
  const given = textIn(part, 'TxSts');
  const status = PAYMENT_STATUSES.find((known) => known === given);
  if (status === undefined) throw new MessageRefused('status', given);
  const reason = textAt(part, 'StsRsnInf/Rsn/Cd');
  const words = textAt(part, 'StsRsnInf/AddtlInf');
  const bankReference = textAt(part, 'AcctSvcrRef');
  return {
    endToEndId: textIn(part, 'OrgnlEndToEndId'),
    uetr: textIn(part, 'OrgnlUETR'),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(words === undefined ? {} : { words }),
    ...(bankReference === undefined ? {} : { bankReference }),
  };
}
