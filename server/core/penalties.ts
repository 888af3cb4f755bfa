// What a delivery that fails costs: cash penalties from those that do not deliver to those that do not
// receive (CSDR, Regulation (EU) 909/2014 art. 7(2); Delegated Regulation (EU) 2018/1229 art. 16-19). Their
// rates are state of the venue: 0 until a command sets them, so that an older journal replays as it was.

import {
  PENALTY_PPM_MAX,
  type PenaltyRates,
} from '../../shared/domain/calendars/settlement-fails.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import { C, CommandKind, RECORD_WORDS } from './commands.ts';
import { BALANCE_SHIFT, BalanceSlot, INSTRUMENT_SHIFT, InstrumentWord } from './core-state.ts';
import type { CoreState, Obligation } from './core-state.ts';
import { newSourcedRecord } from './definitions.ts';
import type { EventLog } from './event-log.ts';
import { EVENT_WORDS, EventKind, Posting } from './events.ts';
import { createForcedPosting } from './forced-posting.ts';
import { REPEATED, type Refusals } from './refusals.ts';

/** Words of the rates in the event: by AssetClass from here on. */
export const RATES_AT = 4;

export interface Penalties {
  /** What each row of a group pays (below 0: receives) that is closed with `settled` lots of it. `days`:
   * calendar days from the value date that failed to the one on which it is tried again. */
  fines(rows: readonly Obligation[], settled: readonly number[], days: number): number[];
  post(rows: readonly Obligation[], fines: readonly number[]): void;
  setPenalties(words: Int32Array, slots: Float64Array, at: number): void;
}

/** The command: every rate at once, parts per million a day, by AssetClass in the further block. */
export function penaltiesRecord(rates: PenaltyRates, source = 0, sourceSeq = 0): Int32Array {
  const { words } = newSourcedRecord(CommandKind.setPenalties, source, sourceSeq, 1);
  for (const [kind, ppm] of Object.entries(rates)) words[RECORD_WORDS + Number(kind)] = ppm;
  return words;
}

export function createPenalties(state: CoreState, log: EventLog, refusals: Refusals): Penalties {
  const { balances, instruments, instrumentList, penaltyRates } = state;
  const post = createForcedPosting(state, log);

  function fines(rows: readonly Obligation[], settled: readonly number[], days: number): number[] {
    const none = rows.map(() => 0);
    const { instrument } = rows[0]!;
    const { assetClass, tickValueMinor, quoteAsset } = instrumentList[instrument]!;
    const ppm = penaltyRates[assetClass]!;
    if (ppm === 0 || days <= 0) return none;
    const price = instruments[(instrument << INSTRUMENT_SHIFT) + InstrumentWord.reference]!;
    // Beyond 2^53 in between: whole numbers of any size.
    const perLot = BigInt(price) * BigInt(tickValueMinor) * BigInt(ppm) * BigInt(days);
    const missing = rows.map((row, k) => row.lots - settled[k]!);
    let [sum, last, wanting] = [0, -1, 0];
    const paid = missing.map((lots, k) => {
      if (lots > 0) [wanting, last] = [wanting + lots, k];
      if (lots >= 0) return 0;
      const whole = (BigInt(-lots) * perLot) / 1_000_000n;
      const fine = Math.min(Number(whole), payable(rows[k]!.account, quoteAsset), MAX_SAFE - sum);
      sum += fine;
      return fine;
    });
    let left = sum;
    return missing.map((lots, k) => {
      if (lots <= 0) return paid[k]!;
      const part = k === last ? left : Number((BigInt(sum) * BigInt(lots)) / BigInt(wanting));
      left -= part;
      return 0 - part;
    });
  }

  /** No account goes below what a double counts exactly. */
  function payable(account: number, asset: number): number {
    const at = (asset * state.capacity.accounts + account) << BALANCE_SHIFT;
    return Math.max(0, Math.min(MAX_SAFE, MAX_SAFE + balances[at + BalanceSlot.available]!));
  }

  function setPenalties(words: Int32Array, slots: Float64Array, at: number): void {
    let code = refusals.repeat(words, slots, at);
    if (code === REPEATED) return;
    const from = at + RECORD_WORDS;
    const rates = words.subarray(from, from + penaltyRates.length);
    const sound =
      words[at + C.blocks] === 1 && rates.every((ppm) => ppm >= 0 && ppm <= PENALTY_PPM_MAX);
    if (code === 0 && !sound) code = REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    penaltyRates.set(rates);
    const event = log.open(EventKind.penalties);
    log.words.fill(0, event + 1, event + EVENT_WORDS);
    log.words.set(penaltyRates, event + RATES_AT);
  }

  return {
    fines,
    post: (rows, amounts) => {
      for (const [k, { account, instrument }] of rows.entries()) {
        if (amounts[k] === 0) continue;
        const asset = instrumentList[instrument]!.quoteAsset;
        const amount = 0 - amounts[k]!;
        post({ account, asset, amount, other: 0, posting: Posting.penalty, instrument });
      }
    },
    setPenalties,
  };
}
