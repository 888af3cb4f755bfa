// The one closed table of refusals. Codes are for ever: never renumber, never reuse.
// Ranges: 1xxx session and role, 2xxx form and reference data, 3xxx risk and funds, 4xxx book,
// 5xxx account, 9xxx overload and system. Within a command the lowest applicable row wins.

export interface RejectRow {
  readonly code: number;
  readonly name: string;
  /** Whether the same message may succeed later without being changed. */
  readonly retryable: boolean;
  /** The field to look at, by its wire name; empty where no single field is at fault. */
  readonly field: string;
  /** English words that help; a client shows its own localised text by `name`. */
  readonly words: string;
}

function row(code: number, name: string, retryable: boolean, field: string, words: string) {
  return { code, name, retryable, field, words } as const;
}

export const REJECTS = {
  notSignedIn: row(1001, 'NOT_SIGNED_IN', false, '', 'Sign in before this message.'),
  badToken: row(1002, 'BAD_TOKEN', false, 'token', 'The token is unknown, altered or expired.'),
  notPermitted: row(1003, 'NOT_PERMITTED', false, '', 'The role of this session may not do this.'),
  wrongAccount: row(1004, 'WRONG_ACCOUNT', false, 'account', 'The session does not act for it.'),
  alreadySignedIn: row(1005, 'ALREADY_SIGNED_IN', false, '', 'The session is signed in already.'),
  signInLate: row(1006, 'SIGN_IN_LATE', true, '', 'No sign-in within the time that was stated.'),
  originRefused: row(1007, 'ORIGIN_REFUSED', false, 'origin', 'This origin is not allowed.'),
  demoOff: row(1008, 'DEMO_OFF', false, '', 'Demo accounts are switched off on this server.'),
  badCredentials: row(
    1010,
    'BAD_CREDENTIALS',
    false,
    '',
    'The e-mail address or the password is wrong.',
  ),
  tooManyAttempts: row(
    1011,
    'TOO_MANY_ATTEMPTS',
    true,
    '',
    'Too many attempts: wait before the next.',
  ),
  badCode: row(1012, 'BAD_CODE', false, 'code', 'The code is wrong, late or was used.'),
  badLink: row(1013, 'BAD_LINK', false, 'token', 'The link is unknown, used or expired.'),
  weakPassword: row(1014, 'WEAK_PASSWORD', false, 'password', 'It is too short or too well known.'),
  stepUpNeeded: row(1015, 'STEP_UP_NEEDED', false, '', 'Prove again that it is you.'),
  forgedRequest: row(1016, 'FORGED_REQUEST', false, '', 'The request does not come from our page.'),
  badSignature: row(1017, 'BAD_SIGNATURE', false, '', 'The key or the signature is not valid.'),
  staleRequest: row(1018, 'STALE_REQUEST', false, '', 'Outside the time window, or seen before.'),
  addressNotListed: row(
    1019,
    'ADDRESS_NOT_LISTED',
    false,
    '',
    'The key may not be used from here.',
  ),
  profileIncomplete: row(
    1020,
    'PROFILE_INCOMPLETE',
    false,
    '',
    'Answers of the profile are missing.',
  ),
  alreadySet: row(1021, 'ALREADY_SET', false, '', 'It is set up already.'),
  notFound: row(1022, 'NOT_FOUND', false, '', 'There is no such entry.'),
  tooManyKept: row(1023, 'TOO_MANY_KEPT', false, '', 'Remove one before adding one.'),
  challengeGone: row(1024, 'CHALLENGE_GONE', false, '', 'It took too long: begin again.'),
  notConfirmed: row(1025, 'NOT_CONFIRMED', false, '', 'The e-mail address is not confirmed yet.'),
  lastAdministrator: row(
    1026,
    'LAST_ADMINISTRATOR',
    false,
    'role',
    'The last administrator stays one.',
  ),
  passkeyNeedsName: row(
    1027,
    'PASSKEY_NEEDS_NAME',
    false,
    '',
    'Passkeys need a host name and no address.',
  ),
  passkeyRefused: row(1028, 'PASSKEY_REFUSED', false, '', 'The passkey could not be verified.'),
  secondPersonNeeded: row(1050, 'SECOND_PERSON_NEEDED', false, '', 'Another person must do this.'),
  unknownProposal: row(1051, 'UNKNOWN_PROPOSAL', false, 'id', 'No such proposal.'),
  proposalOver: row(
    1052,
    'PROPOSAL_OVER',
    false,
    'id',
    'The proposal was confirmed or withdrawn already, or its day has passed.',
  ),
  noAuditBundle: row(1053, 'NO_AUDIT_BUNDLE', false, '', 'No entries, too many, or not sound.'),
  unknownTrade: row(1055, 'UNKNOWN_TRADE', false, 'id', 'No such trade of a customer.'),
  statementTooLong: row(
    1054,
    'STATEMENT_TOO_LONG',
    false,
    'from',
    'The period has too many entries: choose a shorter one.',
  ),

  malformed: row(2001, 'MALFORMED', false, '', 'The frame is not a valid message.'),
  unknownKind: row(2002, 'UNKNOWN_KIND', false, 'kind', 'No client message has this kind.'),
  badField: row(2003, 'BAD_FIELD', false, '', 'A field has the wrong type or range.'),
  unknownInstrument: row(2004, 'UNKNOWN_INSTRUMENT', false, 'instrument', 'No such instrument.'),
  unknownTopic: row(2005, 'UNKNOWN_TOPIC', false, 'topic', 'No such channel or parameter.'),
  priceOffTick: row(2006, 'PRICE_OUT_OF_RANGE', false, 'price', 'Price is outside the ladder.'),
  qtyTooSmall: row(2007, 'QTY_TOO_SMALL', false, 'qty', 'Quantity is below the minimum.'),
  qtyTooLarge: row(2008, 'QTY_TOO_LARGE', false, 'qty', 'Quantity is above the maximum.'),
  notionalTooLarge: row(
    2009,
    'NOTIONAL_TOO_LARGE',
    false,
    'qty',
    'Price times quantity is too big.',
  ),
  badExpiry: row(2010, 'BAD_EXPIRY', false, 'expire', 'GTD needs an expiry in the future.'),
  badCombination: row(2011, 'BAD_COMBINATION', false, '', 'Type, time in force and flags clash.'),
  deadlinePassed: row(
    2012,
    'DEADLINE_PASSED',
    false,
    'deadline',
    'The deadline passed before the engine.',
  ),
  duplicateConflict: row(
    2013,
    'DUPLICATE_ID_CONFLICT',
    false,
    'clientOrderId',
    'The id was used for another order.',
  ),
  badClientOrderId: row(
    2014,
    'BAD_CLIENT_ORDER_ID',
    false,
    'clientOrderId',
    'The id is an integer from 1 to 2^53-1.',
  ),
  tooManyTopics: row(2015, 'TOO_MANY_TOPICS', false, 'topic', 'The subscription limit is reached.'),
  qtyBelowFilled: row(
    2016,
    'QTY_BELOW_FILLED',
    false,
    'qty',
    'The new quantity is already filled.',
  ),
  nothingToChange: row(2017, 'NOTHING_TO_CHANGE', false, '', 'The amend changes nothing.'),
  layoutConflict: row(
    2018,
    'LAYOUT_CONFLICT',
    false,
    'revision',
    'The layout was changed elsewhere since.',
  ),
  layoutTooLarge: row(
    2019,
    'LAYOUT_TOO_LARGE',
    false,
    'layout',
    'The layout is too large to keep.',
  ),
  tooManyLayouts: row(
    2020,
    'TOO_MANY_LAYOUTS',
    false,
    'name',
    'Remove a layout before adding one.',
  ),

  outsideBand: row(
    3001,
    'OUTSIDE_PRICE_BAND',
    false,
    'price',
    'Price is too far from the reference.',
  ),
  insufficientFunds: row(
    3002,
    'INSUFFICIENT_FUNDS',
    false,
    'qty',
    'Available funds do not cover it.',
  ),
  insufficientHoldings: row(
    3003,
    'INSUFFICIENT_HOLDINGS',
    false,
    'qty',
    'Available holdings do not cover it.',
  ),
  tooManyOpenOrders: row(
    3004,
    'TOO_MANY_OPEN_ORDERS',
    true,
    '',
    'The limit of open orders is reached.',
  ),
  reduceOnlyIncreases: row(
    3005,
    'REDUCE_ONLY_INCREASES',
    false,
    'flags',
    'It would not reduce the position.',
  ),
  accountBlocked: row(3006, 'ACCOUNT_BLOCKED', false, '', 'The account is blocked for new orders.'),
  instrumentRestricted: row(
    3007,
    'INSTRUMENT_RESTRICTED',
    false,
    'instrument',
    'The account may not trade it.',
  ),
  orderTooLarge: row(3008, 'ORDER_LIMIT_LOTS', false, 'qty', 'More lots than one order may have.'),
  orderWorthTooMuch: row(
    3009,
    'ORDER_LIMIT_NOTIONAL',
    false,
    'qty',
    'Worth more than one order may be.',
  ),
  outsideOwnBand: row(
    3010,
    'OUTSIDE_ACCOUNT_BAND',
    false,
    'price',
    'Too far from the reference for it.',
  ),
  tooManyOrders: row(3011, 'ORDER_RATE_LIMIT', true, '', 'More orders per second than allowed.'),
  repeatedOrder: row(
    3012,
    'REPEATED_ORDER',
    true,
    '',
    'The same order came too often in one second.',
  ),
  positionTooLarge: row(
    3013,
    'POSITION_LIMIT',
    false,
    'qty',
    'The position could grow past its limit.',
  ),

  wouldCross: row(4001, 'POST_ONLY_WOULD_CROSS', true, 'price', 'The post-only order would take.'),
  notFilledWhole: row(
    4002,
    'FILL_OR_KILL_UNFILLED',
    true,
    'qty',
    'It could not be filled whole at once.',
  ),
  unknownOrder: row(4003, 'UNKNOWN_ORDER', false, 'order', 'No open order with this id.'),
  instrumentHalted: row(
    4004,
    'INSTRUMENT_HALTED',
    true,
    'instrument',
    'The instrument is halted: cancels only.',
  ),
  noLiquidity: row(
    4005,
    'NO_LIQUIDITY',
    true,
    '',
    'There is no opposite price for a market order.',
  ),
  selfTrade: row(4006, 'SELF_TRADE', false, '', 'It would meet an order of its own account.'),

  unknownAccount: row(5001, 'UNKNOWN_ACCOUNT', false, 'account', 'No such account.'),
  badAmount: row(5002, 'BAD_AMOUNT', false, 'amount', 'The amount is not allowed.'),
  unknownBankAccount: row(
    5010,
    'UNKNOWN_BANK_ACCOUNT',
    false,
    'bankAccount',
    'No such bank account of yours.',
  ),
  badIban: row(5011, 'BAD_IBAN', false, 'iban', 'The IBAN is not valid.'),
  badBic: row(5012, 'BAD_BIC', false, 'bic', 'The BIC is not valid.'),
  tooManyBankAccounts: row(
    5013,
    'TOO_MANY_BANK_ACCOUNTS',
    false,
    'iban',
    'Remove a bank account first.',
  ),
  notFundable: row(5014, 'NOT_FUNDABLE', false, 'asset', 'The bank does not take this currency.'),
  unknownWithdrawal: row(5015, 'UNKNOWN_WITHDRAWAL', false, 'id', 'No such withdrawal.'),
  withdrawalLeft: row(5016, 'WITHDRAWAL_LEFT', false, 'id', 'It is at the bank or ended already.'),
  ownApproval: row(5017, 'OWN_APPROVAL', false, 'id', 'Nobody approves a withdrawal of their own.'),
  approvedAlready: row(5018, 'APPROVED_ALREADY', false, 'id', 'A second person has to approve.'),
  notAwaitingApproval: row(
    5019,
    'NOT_AWAITING_APPROVAL',
    false,
    'id',
    'It does not wait for approval.',
  ),
  unknownBankEntry: row(5020, 'UNKNOWN_BANK_ENTRY', false, 'id', 'No such unmatched entry.'),
  bankEntryAssigned: row(5021, 'BANK_ENTRY_ASSIGNED', false, 'id', 'It was assigned already.'),
  requestConflict: row(
    5022,
    'REQUEST_CONFLICT',
    false,
    'clientRequestId',
    'The id was used for another request.',
  ),
  simulatedBankOff: row(5023, 'SIMULATED_BANK_OFF', false, '', 'There is no simulated bank here.'),
  bankSilent: row(5024, 'BANK_SILENT', true, '', 'The bank does not answer.'),
  unknownReconciliation: row(
    5025,
    'UNKNOWN_RECONCILIATION',
    false,
    'id',
    'No such reconciliation.',
  ),

  rateLimited: row(9001, 'RATE_LIMITED', true, '', 'Too many messages: slow down.'),
  tooManyConnections: row(
    9002,
    'TOO_MANY_CONNECTIONS',
    true,
    '',
    'The connection limit is reached.',
  ),
  busy: row(9003, 'BUSY', true, '', 'The queue is full: nothing was taken.'),
  readOnly: row(9004, 'READ_ONLY', true, '', 'No disk space: only cancels are taken.'),
  stopping: row(9005, 'STOPPING', true, '', 'The server is stopping.'),
  recovering: row(9006, 'RECOVERING', true, '', 'The engine is not ready yet.'),
  capacity: row(9007, 'CAPACITY', true, '', 'A table of the venue is full.'),
  slowConsumer: row(9008, 'SLOW_CONSUMER', true, '', 'The reader fell too far behind.'),
  superseded: row(
    9009,
    'RESUME_NOT_POSSIBLE',
    false,
    'lastSeq',
    'History is gone: take the snapshot.',
  ),
} as const satisfies Record<string, RejectRow>;

export type RejectName = keyof typeof REJECTS;

const byCode = new Map<number, RejectRow>(Object.values(REJECTS).map((r) => [r.code, r]));

export function rejectByCode(code: number): RejectRow | undefined {
  return byCode.get(code);
}
