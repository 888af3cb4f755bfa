// Halts and kill switches: an account, an instrument, the venue. Stopping ends the open orders that it
// concerns in the same command; going on is always another command.

import { DoneCause, Phase, PhaseCause } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { C } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, CounterWord, INSTRUMENT_SHIFT } from './core-state.ts';
import { InstrumentWord, OWN_HALT, VENUE_HALT, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';
import type { MassCancel } from './mass-cancel.ts';
import type { Phases } from './phases.ts';
import { REPEATED, type Refusals } from './refusals.ts';

export interface Halt {
  kill(words: Int32Array, slots: Float64Array, at: number): void;
  setVenue(words: Int32Array, slots: Float64Array, at: number): void;
}

export function createHalt(
  state: CoreState,
  log: EventLog,
  refusals: Refusals,
  massCancel: MassCancel,
  phases: Phases,
): Halt {
  const { accounts, instruments, words: cells } = state;

  /** The venue's halt is a bit in every instrument's phase, so that an order pays nothing for it. */
  function setVenueHalted(halted: number): void {
    const event = log.open(EventKind.venue);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 3] = halted;
    if (cells[CounterWord.venueHalted] === halted) return;
    cells[CounterWord.venueHalted] = halted;
    for (const { id } of state.instrumentList) {
      const at = (id << INSTRUMENT_SHIFT) + InstrumentWord.phase;
      const own = instruments[at]! & ~VENUE_HALT;
      instruments[at] = own | (halted === 0 ? 0 : VENUE_HALT);
      if (own !== OWN_HALT) phases.tell(id);
    }
  }

  function block(account: number): void {
    accounts[(account << ACCOUNT_SHIFT) + AccountWord.blocked] = 1;
    const event = log.open(EventKind.accountBlocked);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 1] = account;
    log.words[event + 3] = 1;
  }

  function refusalOfKill(account: number, instrument: number): number {
    if (account !== -1 && !refusals.trades(account)) return REJECTS.unknownAccount.code;
    if (instrument !== -1 && !refusals.exists(instrument)) return REJECTS.unknownInstrument.code;
    return 0;
  }

  function kill(words: Int32Array, slots: Float64Array, at: number): void {
    const [account, instrument] = [words[at + C.account]!, words[at + C.instrument]!];
    let code = refusalOfKill(account, instrument);
    if (code === 0) code = refusals.repeat(words, slots, at);
    if (code === REPEATED) return;
    if (code === 0 && account !== -1 && instrument !== -1) code = REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    if (account !== -1) block(account);
    else if (instrument !== -1) phases.set(instrument, Phase.halted, 0, PhaseCause.operator);
    else setVenueHalted(1);
    massCancel.endAll(account, instrument, DoneCause.operator, words[at + C.requestId]!);
  }

  function setVenue(words: Int32Array, slots: Float64Array, at: number): void {
    const seen = refusals.repeat(words, slots, at);
    if (seen === REPEATED) return;
    const halted = words[at + C.price]!;
    const code = seen !== 0 ? seen : halted === 0 || halted === 1 ? 0 : REJECTS.badField.code;
    if (code !== 0) return refusals.rejected(words, slots, at, code);
    setVenueHalted(halted);
  }

  return { kill, setVenue };
}
