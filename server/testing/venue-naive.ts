// The naive venue: a second, slow and readable implementation of core/README.md, the oracle of the
// engine. Written from the rules, commands.ts and events.ts only; it shares no code with the engine.

import { C, CommandKind, EXTERNAL_ACCOUNT, RECORD_WORDS } from '../core/commands.ts';
import { DEFAULT_CAPACITY } from '../core/engine-port.ts';
import type { EngineCapacity } from '../core/engine-port.ts';
import { InvariantError } from '../../shared/domain/assert.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import {
  blockAccountNaive,
  defineAssetNaive,
  defineInstrumentNaive,
  definitionIsKnown,
  isOwnAccount,
  openAccountNaive,
  setCreditNaive,
  setPhaseNaive,
  moveNaive,
  transferNaive,
} from './venue-naive-cold.ts';
import { setPenaltiesNaive } from './venue-naive-buyin.ts';
import { buyInNaive } from './venue-naive-buyin-command.ts';
import { readNaiveCommand } from './venue-naive-command.ts';
import { blocksOf, emitRejected } from './venue-naive-events.ts';
import type { NaiveJournal } from './venue-naive-events.ts';
import {
  amendNaive,
  cancelManyNaive,
  cancelNaive,
  clockNaive,
  deadManNaive,
  killNaive,
  setVenueNaive,
} from './venue-naive-manage.ts';
import { setDiscountNaive, setFeesNaive } from './venue-naive-fees.ts';
import { setLimitsNaive } from './venue-naive-limits.ts';
import { placeNaive } from './venue-naive-place.ts';
import {
  businessDayNaive,
  failDeliveryNaive,
  reverseTradeNaive,
} from './venue-naive-settlement.ts';
import { newNaiveState } from './venue-naive-state.ts';
import type { NaiveState } from './venue-naive-state.ts';

export interface NaiveVenue {
  /** As Engine.apply; never stops early. */
  apply(
    words: Int32Array,
    slots: Float64Array,
    from: number,
    to: number,
    timeMicros: number,
    firstIndex: number,
  ): number;
  /** All event words since the last clearEvents, in order. */
  eventWords(): Int32Array;
  clearEvents(): void;
  state(): NaiveState;
  snapshot(): NaiveState;
  restore(snapshot: NaiveState): void;
}

export function createNaiveVenue(capacity: Partial<EngineCapacity> = {}): NaiveVenue {
  let state = newNaiveState({ ...DEFAULT_CAPACITY, ...capacity });
  const out: Int32Array[] = [];
  return {
    apply(words, slots, from, to, timeMicros, firstIndex) {
      let index = firstIndex;
      let block = from;
      while (block < to) {
        const command = readNaiveCommand(words, slots, block, index, timeMicros);
        applyOne({ state, command, out });
        block += 1 + words[block * RECORD_WORDS + C.blocks]!;
        index += 1;
      }
      return block;
    },
    eventWords() {
      const all = new Int32Array(blocksOf(out) * RECORD_WORDS);
      let at = 0;
      for (const record of out) {
        all.set(record, at);
        at += record.length;
      }
      return all;
    },
    clearEvents() {
      out.length = 0;
    },
    state: () => state,
    snapshot: () => structuredClone(state),
    restore(snapshot) {
      state = structuredClone(snapshot);
    },
  };
}

/** Internal sources are numbered 1 to this. */
const SOURCES_MAX = 65_535;

function applyOne(journal: NaiveJournal): void {
  const { state, command } = journal;
  const { source, deadlineOrSourceSeq } = command;
  const unknown = unknownSubject(journal);
  if (unknown !== 0) {
    emitRejected(journal, unknown);
    return;
  }
  if (source < 0 || source > SOURCES_MAX) {
    emitRejected(journal, REJECTS.capacity.code);
    return;
  }
  if (source > 0) {
    if (deadlineOrSourceSeq <= (state.sources.get(source) ?? 0)) return;
    state.sources.set(source, deadlineOrSourceSeq);
  }
  const hasDeadline = source === 0 && deadlineOrSourceSeq !== 0 && TIMED.has(command.kind);
  if (hasDeadline && command.timeMicros > deadlineOrSourceSeq) {
    emitRejected(journal, REJECTS.deadlinePassed.code);
    return;
  }
  const run = RUN[command.kind];
  if (run === undefined) throw new InvariantError(`unknown command kind ${command.kind}`);
  const code = run(journal);
  if (typeof code === 'number' && code !== 0) emitRejected(journal, code);
}

const TIMED: ReadonlySet<number> = new Set([
  CommandKind.place,
  CommandKind.cancel,
  CommandKind.amend,
  CommandKind.cancelMany,
  CommandKind.deadMan,
]);

const RUN: Readonly<Record<number, (journal: NaiveJournal) => number | void>> = {
  [CommandKind.place]: placeNaive,
  [CommandKind.cancel]: cancelNaive,
  [CommandKind.amend]: amendNaive,
  [CommandKind.cancelMany]: cancelManyNaive,
  [CommandKind.deadMan]: deadManNaive,
  [CommandKind.clock]: clockNaive,
  [CommandKind.defineAsset]: defineAssetNaive,
  [CommandKind.defineInstrument]: defineInstrumentNaive,
  [CommandKind.openAccount]: openAccountNaive,
  [CommandKind.transfer]: transferNaive,
  [CommandKind.businessDay]: businessDayNaive,
  [CommandKind.failDelivery]: failDeliveryNaive,
  [CommandKind.reverseTrade]: reverseTradeNaive,
  [CommandKind.buyIn]: buyInNaive,
  [CommandKind.setPenalties]: setPenaltiesNaive,
  [CommandKind.setLimits]: setLimitsNaive,
  [CommandKind.setFees]: setFeesNaive,
  [CommandKind.setDiscount]: setDiscountNaive,
  [CommandKind.kill]: killNaive,
  [CommandKind.setVenue]: setVenueNaive,
  [CommandKind.move]: moveNaive,
  [CommandKind.setCredit]: setCreditNaive,
  [CommandKind.setPhase]: setPhaseNaive,
  [CommandKind.blockAccount]: blockAccountNaive,
};

/** 5001 or 2004 when the command is about something that is not there, else 0. */
function unknownSubject(journal: NaiveJournal): number {
  const { state, command } = journal;
  const { account, instrument } = command;
  const noAccount = REJECTS.unknownAccount.code;
  const noInstrument = REJECTS.unknownInstrument.code;
  const isTradable = isOwnAccount(account) && state.accounts.has(account);
  const hasInstrument = state.instruments[instrument] !== undefined;
  const hasAsset = state.assets[instrument] !== undefined;
  switch (command.kind) {
    case CommandKind.place:
      if (!isTradable) return noAccount;
      return hasInstrument ? 0 : noInstrument;
    case CommandKind.cancelMany:
      if (!isTradable) return noAccount;
      return hasInstrument || instrument === -1 ? 0 : noInstrument;
    case CommandKind.cancel:
    case CommandKind.amend:
    case CommandKind.deadMan:
    case CommandKind.blockAccount:
      return isTradable ? 0 : noAccount;
    case CommandKind.openAccount:
      return isOwnAccount(account) ? 0 : noAccount;
    case CommandKind.transfer:
      if (account === EXTERNAL_ACCOUNT || !state.accounts.has(account)) return noAccount;
      return hasAsset ? 0 : noInstrument;
    case CommandKind.failDelivery:
      if (!isTradable) return noAccount;
      return hasInstrument ? 0 : noInstrument;
    case CommandKind.reverseTrade: {
      const { seconds: seller } = command;
      if (!isTradable || !isOwnAccount(seller) || !state.accounts.has(seller)) return noAccount;
      return hasInstrument ? 0 : noInstrument;
    }
    case CommandKind.buyIn: {
      const { seconds: agent } = command;
      const isAgent = agent === 0 || (isOwnAccount(agent) && state.accounts.has(agent));
      if (!isTradable || !isAgent) return noAccount;
      return hasInstrument ? 0 : noInstrument;
    }
    case CommandKind.setLimits:
      if (!isTradable && account !== EXTERNAL_ACCOUNT) return noAccount;
      return hasInstrument || instrument === -1 ? 0 : noInstrument;
    case CommandKind.kill:
      if (!isTradable && account !== -1) return noAccount;
      return hasInstrument || instrument === -1 ? 0 : noInstrument;
    case CommandKind.move: {
      const ends = [account, command.price];
      const isHeld = ends.every((id) => id !== EXTERNAL_ACCOUNT && state.accounts.has(id));
      if (!isHeld) return noAccount;
      return hasAsset ? 0 : noInstrument;
    }
    case CommandKind.setDiscount:
      return isTradable ? 0 : noAccount;
    case CommandKind.setCredit:
      if (!isTradable) return noAccount;
      return hasAsset ? 0 : noInstrument;
    case CommandKind.setPhase:
    case CommandKind.setFees:
      return hasInstrument ? 0 : noInstrument;
    case CommandKind.defineAsset:
      return instrument >= 0 && instrument <= state.assets.length ? 0 : noInstrument;
    case CommandKind.defineInstrument:
      return definitionIsKnown(journal) ? 0 : noInstrument;
    default:
      return 0;
  }
}
