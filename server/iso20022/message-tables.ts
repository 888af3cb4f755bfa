// Element order and mandatory fields of the four messages, as the schemas of ISO 20022 have them: the
// subset that we send and take. What is not listed is refused.

import { schemaOf } from './message-schema.ts';

/** PostalAddress24 without its free lines: addresses are structured only. */
const address = (indent: string) =>
  [
    ...['PstlAdr?', '  StrtNm? max70', '  BldgNb? max16', '  PstCd? max16'],
    ...['  TwnNm max35', '  Ctry country'],
  ]
    .map((line) => indent + line)
    .join('\n');

/** Customer credit transfer initiation: we ask the bank to pay. */
export const PAIN_001 = schemaOf(
  'pain.001.001.09',
  `
CstmrCdtTrfInitn
  GrpHdr
    MsgId max35
    CreDtTm dateTime
    NbOfTxs count
    CtrlSum? sum
    InitgPty
      Nm max140
  PmtInf+
    PmtInfId max35
    PmtMtd TRF
    NbOfTxs? count
    CtrlSum? sum
    ReqdExctnDt
      Dt date
    Dbtr
      Nm max140
${address('      ')}
    DbtrAcct
      Id
        IBAN iban
      Ccy? currency
    DbtrAgt
      FinInstnId
        BICFI bic
    ChrgBr? SLEV
    CdtTrfTxInf+
      PmtId
        InstrId? max35
        EndToEndId max35
        UETR? uetr
      Amt
        InstdAmt amount
      CdtrAgt?
        FinInstnId
          BICFI bic
      Cdtr
        Nm max140
${address('        ')}
      CdtrAcct
        Id
          IBAN iban
      RmtInf?
        Ustrd* max140
`,
);

/** Customer payment status report: what became of it. */
export const PAIN_002 = schemaOf(
  'pain.002.001.10',
  `
CstmrPmtStsRpt
  GrpHdr
    MsgId max35
    CreDtTm dateTime
  OrgnlGrpInfAndSts
    OrgnlMsgId max35
    OrgnlMsgNmId max35
    OrgnlNbOfTxs? count
    OrgnlCtrlSum? sum
    GrpSts? code
  OrgnlPmtInfAndSts*
    OrgnlPmtInfId max35
    PmtInfSts? code
    TxInfAndSts*
      StsId? max35
      OrgnlEndToEndId? max35
      OrgnlUETR? uetr
      TxSts? code
      StsRsnInf*
        Rsn?
          Cd code
        AddtlInf* max105
      AccptncDtTm? dateTime
      AcctSvcrRef? max35
`,
);

/** ReportEntry10, the same in notification and statement. */
const entry = (indent: string) =>
  `
Ntry*
  NtryRef? max35
  Amt amount
  CdtDbtInd side
  RvslInd? flag
  Sts
    Cd code
  BookgDt?
    Dt date
  ValDt?
    Dt date
  AcctSvcrRef? max35
  BkTxCd
    Domn
      Cd code
      Fmly
        Cd code
        SubFmlyCd code
  NtryDtls*
    TxDtls*
      Refs?
        EndToEndId? max35
        UETR? uetr
      Amt? amount
      CdtDbtInd? side
      RltdPties?
        Dbtr?
          Pty
            Nm max140
        DbtrAcct?
          Id
            IBAN iban
        Cdtr?
          Pty
            Nm max140
        CdtrAcct?
          Id
            IBAN iban
      RmtInf?
        Ustrd* max140
        Strd*
          CdtrRefInf
            Ref max35
      RtrInf?
        Rsn?
          Cd code
        AddtlInf* max105
`
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => indent + line)
    .join('\n');

/** Debit and credit notification: an entry was booked. */
export const CAMT_054 = schemaOf(
  'camt.054.001.08',
  `
BkToCstmrDbtCdtNtfctn
  GrpHdr
    MsgId max35
    CreDtTm dateTime
  Ntfctn+
    Id max35
    CreDtTm? dateTime
    Acct
      Id
        IBAN iban
      Ccy? currency
${entry('    ')}
`,
);

/** Statement: every entry of a day between two balances. */
export const CAMT_053 = schemaOf(
  'camt.053.001.08',
  `
BkToCstmrStmt
  GrpHdr
    MsgId max35
    CreDtTm dateTime
  Stmt+
    Id max35
    CreDtTm? dateTime
    FrToDt?
      FrDtTm dateTime
      ToDtTm dateTime
    Acct
      Id
        IBAN iban
      Ccy? currency
    Bal+
      Tp
        CdOrPrtry
          Cd code
      Amt amount
      CdtDbtInd side
      Dt
        Dt date
${entry('    ')}
`,
);

export const MESSAGES = [PAIN_001, PAIN_002, CAMT_054, CAMT_053] as const;
