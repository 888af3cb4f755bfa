// An entry of a bank account (ReportEntry10), as camt.054 and camt.053 both carry it.

import { readAmount, writeAmount, type Amount } from './amounts.ts';
import type { Part } from './message-schema.ts';
import { element, leaf, partAt, textAt, textIn } from './message-xml.ts';

export interface BankEntry {
  /** AcctSvcrRef: unique at the bank, for ever. */
  readonly bankReference: string;
  readonly amount: Amount;
  readonly isCredit: boolean;
  readonly bookedOn: string;
  readonly valueOn: string;
  readonly endToEndId?: string;
  readonly uetr?: string;
  /** The other side of the account holder. */
  readonly partyName?: string;
  readonly partyIban?: string;
  /** The account that was credited, where it is a virtual one. */
  readonly creditedIban?: string;
  /** ISO 11649, or what the payer wrote instead. */
  readonly reference?: string;
  readonly remittance?: string;
  /** ExternalReturnReason1Code; set: this entry brings back an earlier payment. */
  readonly returnReason?: string;
}

export function entryPart(entry: BankEntry): Part {
  const { isCredit, returnReason } = entry;
  const family = isCredit ? 'RCDT' : 'ICDT';
  const kind = returnReason === undefined ? 'ESCT' : 'RRTN';
  return element(
    'Ntry',
    leaf('NtryRef', entry.bankReference),
    writeAmount('Amt', entry.amount),
    leaf('CdtDbtInd', isCredit ? 'CRDT' : 'DBIT'),
    element('Sts', leaf('Cd', 'BOOK')),
    element('BookgDt', leaf('Dt', entry.bookedOn)),
    element('ValDt', leaf('Dt', entry.valueOn)),
    leaf('AcctSvcrRef', entry.bankReference),
    element(
      'BkTxCd',
      element(
        'Domn',
        leaf('Cd', 'PMNT'),
        element('Fmly', leaf('Cd', family), leaf('SubFmlyCd', kind)),
      ),
    ),
    element('NtryDtls', detailPart(entry)),
  );
}

function detailPart(entry: BankEntry): Part {
  const { endToEndId, uetr, isCredit, partyName, partyIban, creditedIban } = entry;
  const [name, account] = isCredit ? ['Dbtr', 'DbtrAcct'] : ['Cdtr', 'CdtrAcct'];
  const party =
    partyName === undefined ? undefined : element(name, element('Pty', leaf('Nm', partyName)));
  const partyAccount =
    partyIban === undefined ? undefined : element(account, element('Id', leaf('IBAN', partyIban)));
  const credited =
    creditedIban === undefined || !isCredit
      ? undefined
      : element('CdtrAcct', element('Id', leaf('IBAN', creditedIban)));
  const parties = [party, partyAccount, credited].filter((part) => part !== undefined);
  const hasRefs = endToEndId !== undefined || uetr !== undefined;
  return element(
    'TxDtls',
    hasRefs ? element('Refs', leaf('EndToEndId', endToEndId), leaf('UETR', uetr)) : undefined,
    parties.length > 0 ? element('RltdPties', ...parties) : undefined,
    remittancePart(entry),
    entry.returnReason === undefined
      ? undefined
      : element('RtrInf', element('Rsn', leaf('Cd', entry.returnReason))),
  );
}

function remittancePart({ reference, remittance }: BankEntry): Part | undefined {
  if (reference === undefined && remittance === undefined) return undefined;
  const strd =
    reference === undefined
      ? undefined
      : element('Strd', element('CdtrRefInf', leaf('Ref', reference)));
  return element('RmtInf', leaf('Ustrd', remittance), strd);
}

/** Only what is booked (Sts BOOK) counts; undefined for what is pending or for information. */
export function readEntry(part: Part): BankEntry | undefined {
  if (textIn(part, 'Sts/Cd') !== 'BOOK') return undefined;
  const isCredit = textIn(part, 'CdtDbtInd') === 'CRDT';
  const detail = partAt(part, 'NtryDtls/TxDtls') ?? element('TxDtls');
  const side = isCredit ? 'Dbtr' : 'Cdtr';
  const optional = {
    endToEndId: textAt(detail, 'Refs/EndToEndId'),
    uetr: textAt(detail, 'Refs/UETR'),
    partyName: textAt(detail, `RltdPties/${side}/Pty/Nm`),
    partyIban: textAt(detail, `RltdPties/${side}Acct/Id/IBAN`),
    creditedIban: isCredit ? textAt(detail, 'RltdPties/CdtrAcct/Id/IBAN') : undefined,
    reference: textAt(detail, 'RmtInf/Strd/CdtrRefInf/Ref'),
    remittance: textAt(detail, 'RmtInf/Ustrd'),
    returnReason: textAt(detail, 'RtrInf/Rsn/Cd'),
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    bankReference: textIn(part, 'AcctSvcrRef'),
    amount: readAmount(part, 'Amt'),
    isCredit,
    bookedOn: textIn(part, 'BookgDt/Dt'),
    valueOn: textIn(part, 'ValDt/Dt'),
    ...(Object.fromEntries(given) as Partial<BankEntry>),
  };
}
