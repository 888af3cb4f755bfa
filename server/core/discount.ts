// What an account has off the commission: the tier that it has come to. A hold is made without it, so that a
// change concerns no open order; what it saves is given back with the fill.
//
//   setDiscount -> Rejected | Discount

import { REJECTS } from '../../shared/domain/reject.ts';
import { C, CommandKind } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, type CoreState } from './core-state.ts';
import { newSourcedRecord } from './definitions.ts';
import type { EventLog } from './event-log.ts';
import { EVENT_WORDS, EventKind } from './events.ts';
import { REPEATED, type Refusals } from './refusals.ts';

/** Parts per million of the commission; a million pays none. */
export interface Discount {
  readonly makerDiscountPpm: number;
  readonly takerDiscountPpm: number;
}

const WHOLE = 1_000_000;

export function discountRecord(
  account: number,
  { makerDiscountPpm, takerDiscountPpm }: Discount,
  source = 0,
  sourceSeq = 0,
): Int32Array {
  const { words } = newSourcedRecord(CommandKind.setDiscount, source, sourceSeq);
  words[C.account] = account;
  words[C.price] = makerDiscountPpm;
  words[C.qty] = takerDiscountPpm;
  return words;
}

export function createDiscounts(
  { accounts }: CoreState,
  log: EventLog,
  refusals: Refusals,
): (words: Int32Array, slots: Float64Array, at: number) => void {
  const isShare = (ppm: number): boolean => ppm >= 0 && ppm <= WHOLE;

  return (words, slots, at) => {
    const account = words[at + C.account]!;
    const [maker, taker] = [words[at + C.price]!, words[at + C.qty]!];
    let code = refusals.trades(account)
      ? refusals.repeat(words, slots, at)
      : REJECTS.unknownAccount.code;
    if (code === REPEATED) return;
    if (code === 0 && !(isShare(maker) && isShare(taker))) code = REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    const row = account << ACCOUNT_SHIFT;
    accounts[row + AccountWord.makerDiscount] = maker;
    accounts[row + AccountWord.takerDiscount] = taker;
    const event = log.open(EventKind.discount);
    log.words.fill(0, event + 1, event + EVENT_WORDS);
    log.words[event + 1] = account;
    log.words[event + 3] = maker;
    log.words[event + 4] = taker;
    log.words[event + 10] = log.privateSeq(account);
  };
}
