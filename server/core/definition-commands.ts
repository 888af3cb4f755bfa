// What exists: assets, instruments and their phases, accounts.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { LIMITS } from '../../shared/domain/limits.ts';
import { Phase, PhaseCause } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Auctions } from './auction.ts';
import { C } from './commands.ts';
import {
  ACCOUNT_SHIFT,
  AccountWord,
  INSTRUMENT_SHIFT,
  INSTRUMENT_SLOTS_SHIFT,
} from './core-state.ts';
import { CounterWord, IN_AUCTION, InstrumentSlot, InstrumentWord } from './core-state.ts';
import { MAKERS_MAX, TRADES, VENUE_HALT } from './core-state.ts';
import { VENUES_OWN } from './core-state.ts';
import type { CoreState } from './core-state.ts';
import { mayReplace, soundInstrument } from './definition-checks.ts';
import { readAsset, readInstrument } from './definitions.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';
import type { Phases } from './phases.ts';
import type { PriceWindows } from './price-window.ts';
import { REPEATED, type Refusals } from './refusals.ts';
import { RECORD_WORDS } from './commands.ts';

type Command = (words: Int32Array, slots: Float64Array, at: number) => void;

export interface DefinitionCommands {
  readonly defineAsset: Command;
  readonly defineInstrument: Command;
  readonly openAccount: Command;
  readonly setPhase: Command;
}

export interface DefinitionParts {
  readonly state: CoreState;
  readonly log: EventLog;
  readonly refusals: Refusals;
  readonly phases: Phases;
  readonly windows: PriceWindows;
  readonly auctions: Auctions;
}

export function createDefinitionCommands(parts: DefinitionParts): DefinitionCommands {
  const { state, log, refusals, phases, windows, auctions } = parts;
  const { capacity, assetList, instrumentList, instruments, accounts } = state;

  /** Runs the check, the repeat check and the change; the first code that is not 0 refuses. */
  function decide(
    words: Int32Array,
    slots: Float64Array,
    at: number,
    exists: number,
    change: () => number,
  ): void {
    const seen = exists === 0 ? refusals.repeat(words, slots, at) : exists;
    if (seen === REPEATED) return;
    const code = seen === 0 ? change() : seen;
    if (code !== 0) refusals.rejected(words, slots, at, code);
  }

  /** The event of a definition is its command, further blocks included. */
  function echo(words: Int32Array, at: number, kind: number): void {
    const blocks = words[at + C.blocks]!;
    const event = log.open(kind);
    log.extend(blocks);
    for (let k = 1; k < (1 + blocks) * RECORD_WORDS; k++) log.words[event + k] = words[at + k]!;
  }

  /** 0, or why an entry may not have this number: tables are dense. */
  function checkNumber(id: number, count: number, limit: number): number {
    if (id < 0 || id >= limit) return REJECTS.capacity.code;
    return id > count ? REJECTS.unknownInstrument.code : 0;
  }

  function defineAsset(words: Int32Array, slots: Float64Array, at: number): void {
    const asset = readAsset(words, at);
    const number = checkNumber(asset.id, assetList.length, capacity.assets);
    decide(words, slots, at, number, () => {
      const old = assetList[asset.id];
      if (old !== undefined && old.scale !== asset.scale) return REJECTS.badField.code;
      assetList[asset.id] = asset;
      echo(words, at, EventKind.asset);
      return 0;
    });
  }

  function defineInstrument(words: Int32Array, slots: Float64Array, at: number): void {
    const fresh = readInstrument(words, at);
    let number = checkNumber(fresh.id, instrumentList.length, capacity.instruments);
    const assetsKnown = [fresh.baseAsset, fresh.quoteAsset].every(
      (a) => assetList[a] !== undefined,
    );
    if (number === 0 && !assetsKnown) number = REJECTS.unknownInstrument.code;
    decide(words, slots, at, number, () => {
      const old = instrumentList[fresh.id];
      if (!soundInstrument(fresh)) return REJECTS.badField.code;
      if (old !== undefined && !mayReplace(old, fresh)) return REJECTS.badField.code;
      if (old === undefined && !state.book.defineLadder(fresh.id, fresh.priceLimitTicks)) {
        return REJECTS.capacity.code;
      }
      const row = fresh.id << INSTRUMENT_SHIFT;
      const phase = instruments[row + InstrumentWord.phase]!;
      const isHeld =
        (phase & IN_AUCTION) !== 0 || instruments[row + InstrumentWord.collectedHead] !== 0;
      installInstrument(state, fresh);
      echo(words, at, EventKind.instrument);
      windows.define(fresh.id);
      if (isHeld) {
        // An auction ends by its time or an operator's word, not by the way.
        instruments[row + InstrumentWord.phase] = phase;
        phases.tell(fresh.id);
      }
      return 0;
    });
  }

  function openAccount(words: Int32Array, slots: Float64Array, at: number): void {
    const account = words[at + C.account]!;
    const own = accounts[account << ACCOUNT_SHIFT] === VENUES_OWN;
    let code = account < 0 || own ? REJECTS.unknownAccount.code : 0;
    if (account >= capacity.accounts) code = REJECTS.capacity.code;
    decide(words, slots, at, code, () => {
      const limit = words[at + C.qty]!;
      const row = account << ACCOUNT_SHIFT;
      accounts[row + AccountWord.exists] = TRADES;
      accounts[row + AccountWord.limited]! |= state.words[CounterWord.allLimited]!;
      accounts[row + AccountWord.openOrdersMax] = limit === 0 ? LIMITS.openOrdersPerAccount : limit;
      echo(words, at, EventKind.account);
      return 0;
    });
  }

  function setPhase(words: Int32Array, slots: Float64Array, at: number): void {
    const instrument = words[at + C.instrument]!;
    const exists = refusals.exists(instrument) ? 0 : REJECTS.unknownInstrument.code;
    decide(words, slots, at, exists, () => {
      const phase = words[at + C.price]!;
      const { operator } = PhaseCause;
      if (phase === Phase.open) auctions.open(instrument, MAKERS_MAX, operator);
      else if (phase === Phase.halted) phases.set(instrument, phase, 0, operator);
      else if (phase === Phase.auction) phases.set(instrument, phase, 0, operator);
      else return REJECTS.badField.code;
      return 0;
    });
  }

  return { defineAsset, defineInstrument, openAccount, setPhase };
}

/** Writes the definition into the tables that the hot path reads. Its ladder exists. */
export function installInstrument(state: CoreState, i: Instrument): void {
  const { instruments, instrumentSlots } = state;
  const at = i.id << INSTRUMENT_SHIFT;
  const slots = i.id << INSTRUMENT_SLOTS_SHIFT;
  state.instrumentList[i.id] = i;
  instruments[at + InstrumentWord.exists] = 1;
  const venue = state.words[CounterWord.venueHalted] === 0 ? 0 : VENUE_HALT;
  instruments[at + InstrumentWord.phase] = i.phase | venue;
  instruments[at + InstrumentWord.base] = i.baseAsset;
  instruments[at + InstrumentWord.quote] = i.quoteAsset;
  instruments[at + InstrumentWord.priceLimit] = i.priceLimitTicks;
  instruments[at + InstrumentWord.minQty] = i.minQtyLots;
  instruments[at + InstrumentWord.maxQty] = i.maxQtyLots;
  instruments[at + InstrumentWord.bandBps] = i.bandBps;
  instruments[at + InstrumentWord.boundBps] = i.marketBoundBps;
  instruments[at + InstrumentWord.makerFee] = i.makerFeePpm;
  instruments[at + InstrumentWord.takerFee] = i.takerFeePpm;
  instruments[at + InstrumentWord.holdFee] = Math.max(i.makerFeePpm, i.takerFeePpm);
  instruments[at + InstrumentWord.dayEnd] = i.dayEndSecond;
  instruments[at + InstrumentWord.settlement] = i.settlement ?? 0;
  installDuties(state, i);
  if (instruments[at + InstrumentWord.traded] === 0) {
    instruments[at + InstrumentWord.reference] = i.openingTicks;
  }
  instrumentSlots[slots + InstrumentSlot.tickValue] = i.tickValueMinor;
  instrumentSlots[slots + InstrumentSlot.lotBase] = i.lotBaseMinor;
  instrumentSlots[slots + InstrumentSlot.maxNotional] = i.maxNotionalMinor;
}

/** Duties and least commission, and whether there are any. */
export function installDuties({ instruments }: CoreState, i: Instrument): void {
  const at = i.id << INSTRUMENT_SHIFT;
  const { buyDutyPpm = 0, sellDutyPpm = 0, minFeeMinor = 0 } = i;
  instruments[at + InstrumentWord.buyDuty] = buyDutyPpm;
  instruments[at + InstrumentWord.sellDuty] = sellDutyPpm;
  instruments[at + InstrumentWord.minFee] = minFeeMinor;
  instruments[at + InstrumentWord.hasExtras] = buyDutyPpm + sellDutyPpm + minFeeMinor > 0 ? 1 : 0;
}
