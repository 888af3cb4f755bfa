// The phase of an instrument: its own beside the venue's halt, and the event that tells the one that
// follows from both.

import { Phase, type PhaseCause } from '../../shared/domain/order.ts';
import { INSTRUMENT_SHIFT, InstrumentWord, IN_AUCTION, OWN_HALT } from './core-state.ts';
import { VENUE_HALT, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';

/** What a phase word says to the outside. */
export function phaseOf(word: number): Phase {
  if ((word & (OWN_HALT | VENUE_HALT)) !== 0) return Phase.halted;
  return word === 0 ? Phase.open : Phase.auction;
}

export interface Phases {
  /** Sets the instrument's own phase. `until` is the second at which an auction ends, 0: none. */
  set(instrument: number, phase: Phase, until: number, cause: PhaseCause): void;
  /** Writes the event of the phase that holds. */
  tell(instrument: number): void;
}

const OWN = { [Phase.open]: 0, [Phase.halted]: OWN_HALT, [Phase.auction]: IN_AUCTION } as const;

export function createPhases(state: CoreState, log: EventLog): Phases {
  const { instruments } = state;

  function tell(instrument: number): void {
    const at = instrument << INSTRUMENT_SHIFT;
    const event = log.open(EventKind.phase);
    log.words.fill(0, event + 1, event + 16);
    log.words[event + 2] = instrument;
    log.words[event + 3] = phaseOf(instruments[at + InstrumentWord.phase]!);
    log.words[event + 5] = instruments[at + InstrumentWord.auctionUntil]!;
    log.words[event + 8] = instruments[at + InstrumentWord.phaseCause]!;
  }

  function set(instrument: number, phase: Phase, until: number, cause: PhaseCause): void {
    const at = instrument << INSTRUMENT_SHIFT;
    const venue = instruments[at + InstrumentWord.phase]! & VENUE_HALT;
    instruments[at + InstrumentWord.phase] = venue | OWN[phase];
    instruments[at + InstrumentWord.auctionUntil] = until;
    instruments[at + InstrumentWord.phaseCause] = cause;
    instruments[at + InstrumentWord.limitSince] = 0;
    tell(instrument);
  }

  return { set, tell };
}
