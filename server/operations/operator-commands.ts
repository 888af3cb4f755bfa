// What operators tell the venue, as commands of the internal source 6: kill switches (row B4: journaled,
// cancels all, blocks new), the way back from them, limits and fees.

import { Phase } from '../../shared/domain/order.ts';
import type { PenaltyRates } from '../../shared/domain/calendars/settlement-fails.ts';
import type { InternalLane } from '../bus/internal-lane.ts';
import { buyInRecord, type BuyIn } from '../core/buy-in.ts';
import { writeBlockAccount, writeSetPhase } from '../core/command-writer.ts';
import { RECORD_WORDS } from '../core/commands.ts';
import {
  businessDayRecord,
  failDeliveryRecord,
  killRecord,
  venueRecord,
} from '../core/definitions.ts';
import { discountRecord } from '../core/discount.ts';
import { feesRecord } from '../core/fee-change.ts';
import { limitsRecord } from '../core/limit-rows.ts';
import { penaltiesRecord } from '../core/penalties.ts';
import { reversalRecord, type Reversal } from '../core/trade-reversal.ts';
import type { Change } from './plan.ts';

/** Source of the operators' commands; see the numbers in ARCHITECTURE.md. */
export const OPERATOR_SOURCE = 6;

/** Reject code of the first command that was refused; 0: all were done, and it is durable. */
export type Decided = Promise<number>;

export interface OperatorCommands {
  /** Halts the instrument and cancels every order in it. */
  halt(instrument: number): Decided;
  /** Orders are collected until it is resumed, and trade at one price then. */
  callAuction(instrument: number): Decided;
  resume(instrument: number): Decided;
  haltVenue(): Decided;
  resumeVenue(): Decided;
  /** Blocks the account and cancels its orders. */
  block(account: number): Decided;
  unblock(account: number): Decided;
  /** The next number of the source, for a change that must be known by it. */
  nextNumber(): number;
  /** Sets limits (the whole row at once) or fees, under a number of nextNumber: of this process, to be
   * sent before the next one is asked for, or of one before it, which the core may have seen. */
  change(change: Change, number: number): Promise<number | 'repeated'>;
  /** Moves the business day forward to this one (days since 1970) and settles what is due. */
  runBusinessDay(day: number): Decided;
  /** The account's next delivery in the instrument fails by up to so many lots; 0 takes it back. */
  failDelivery(account: number, instrument: number, lots: number): Decided;
  bust(reversal: Reversal): Decided;
  buyIn(buyIn: BuyIn): Decided;
  /** Every rate at once. */
  setPenalties(rates: PenaltyRates): Decided;
}

export interface OperatorVenue {
  readonly lane: InternalLane;
  /** Numbers of the source rise with it over all starts: µs since 1970. */
  nowMicros(): number;
}

/** One kill ends 16,384 orders at most; so many reach 65,536, several times a busy venue. */
const KILLS = 4;
/** One run settles some 16,000 rows; a further one of the same day settles the rest, or nothing. */
const RUNS = 4;

function phaseRecord(instrument: number, phase: Phase): Int32Array {
  return written((words, slots) => {
    writeSetPhase(words, slots, 0, { instrument, phase });
  });
}

export function createOperatorCommands({ lane, nowMicros }: OperatorVenue): OperatorCommands {
  let lastSeq = 0;

  function nextNumber(): number {
    lastSeq = Math.max(lastSeq + 1, nowMicros());
    return lastSeq;
  }

  async function send(records: readonly Int32Array[]): Decided {
    const answers = records.map((record) => lane.submit(record, nextNumber()));
    for (const answer of await Promise.all(answers)) {
      if (answer.is === 'rejected') return answer.code;
    }
    return 0;
  }

  return {
    halt: (instrument) => send(Array.from({ length: KILLS }, () => killRecord(-1, instrument))),
    haltVenue: () => send(Array.from({ length: KILLS }, () => killRecord(-1, -1))),
    block: (account) => send([killRecord(account, -1)]),
    callAuction: (instrument) => send([phaseRecord(instrument, Phase.auction)]),
    resume: (instrument) => send([phaseRecord(instrument, Phase.open)]),
    resumeVenue: () => send([venueRecord(false)]),
    unblock: (account) =>
      send([
        written((words, slots) => {
          writeBlockAccount(words, slots, 0, { account, blocked: false });
        }),
      ]),
    nextNumber,
    async change(change, number) {
      // Whatever the clock says after a restart: what comes next is later.
      lastSeq = Math.max(lastSeq, number);
      const answer = await lane.submit(recordOf(change), number);
      if (answer.is === 'repeated') return 'repeated';
      return answer.is === 'rejected' ? answer.code : 0;
    },
    runBusinessDay: (day) => send(Array.from({ length: RUNS }, () => businessDayRecord(day))),
    failDelivery: (...terms) => send([failDeliveryRecord(...terms)]),
    bust: (reversal) => send([reversalRecord(reversal)]),
    buyIn: (buyIn) => send([buyInRecord(buyIn)]),
    setPenalties: (rates) => send([penaltiesRecord(rates)]),
  };
}

function recordOf(change: Change): Int32Array {
  if (change.what === 'fees.set') return feesRecord(change.instrument, change);
  if (change.what === 'discount.set') return discountRecord(change.account, change);
  return limitsRecord(change.account, change.instrument, change.row);
}

function written(write: (words: Int32Array, slots: Float64Array) => void): Int32Array {
  const slots = new Float64Array(RECORD_WORDS / 2);
  const words = new Int32Array(slots.buffer);
  write(words, slots);
  return words;
}
