// The venue as one object: takes commands, tells them apart, keeps the event log from overflowing.

import { assert } from '../../shared/domain/assert.ts';
import { createAdmission } from './admission.ts';
import { createAuctions } from './auction.ts';
import { createBuyIn } from './buy-in.ts';
import { createCollectedOrders } from './collected-orders.ts';
import { C, CommandKind } from './commands.ts';
import { ACCOUNT_SHIFT, AccountWord, CounterSlot, CounterWord } from './core-state.ts';
import { createCoreState, INSTRUMENT_SHIFT, InstrumentWord, MAKERS_MAX } from './core-state.ts';
import { createDedupe } from './dedupe.ts';
import { createDefinitionCommands } from './definition-commands.ts';
import { createDiscounts } from './discount.ts';
import { DEFAULT_CAPACITY, type Engine, type EngineCapacity } from './engine-port.ts';
import { createEventLog } from './event-log.ts';
import { INDEX_MASK, INDEX_SHIFT } from './events.ts';
import { createExpiries } from './expiry.ts';
import { createFeeChange } from './fee-change.ts';
import { createHalt } from './halt.ts';
import { brokenInvariants } from './invariants.ts';
import { createLedger } from './ledger.ts';
import { createLiveOrders } from './live-orders.ts';
import { createMassCancel } from './mass-cancel.ts';
import { createMatching } from './matching.ts';
import { createMoneyCommands } from './money-commands.ts';
import { createOrderEntry } from './order-entry.ts';
import { createPenalties } from './penalties.ts';
import { createPhases, phaseOf } from './phases.ts';
import { createPriceWindows } from './price-window.ts';
import { createRefusals } from './refusals.ts';
import { createRisk } from './risk.ts';
import { restoreState, type RestoreParts } from './restore.ts';
import { HEADER_WORDS, snapshotState } from './snapshot.ts';
import { createSettlement, rowsPerRun } from './settlement.ts';
import { dumpState } from './state-dump.ts';
import { hashWords } from './state-hash.ts';
import { createTimePassing } from './time-passing.ts';
import { createTradeReversal } from './trade-reversal.ts';

const STAMP_LIMIT = 2 ** 31 - 2;
/** Events of one maker that is filled and ended, its level and three obligations included; in an auction
 * both sides stand in levels, and either may end. */
const EVENTS_PER_MAKER = 11;
/** Events of a command besides those of makers: a definition, or its own accept, levels and end. */
const EVENTS_BESIDES = 32;
/** Windows, phases and the price of an auction, all in one clock command. */
const EVENTS_PER_INSTRUMENT = 5;

export function createEngine(overrides: Partial<EngineCapacity> = {}): Engine {
  const capacity = { ...DEFAULT_CAPACITY, ...overrides };
  const state = createCoreState(capacity);
  const ledger = createLedger(state);
  const log = createEventLog(state, ledger.money);
  const expiries = createExpiries(state);
  const dedupe = createDedupe(state);
  const collected = createCollectedOrders(state);
  const live = createLiveOrders(state, ledger, log, expiries, dedupe, collected);
  const refusals = createRefusals(state, log, dedupe);
  const phases = createPhases(state, log);
  const windows = createPriceWindows(state, log, phases);
  const penalties = createPenalties(state, log, refusals);
  const settlement = createSettlement(state, log, ledger, refusals, penalties, windows);
  const matching = createMatching(state, ledger, log, live, settlement);
  const risk = createRisk(state, log, refusals);
  const admission = createAdmission(state, ledger, matching, risk);
  const shared = { state, ledger, log, live, matching, refusals };
  const { place, amend, cancel } = createOrderEntry({
    ...shared,
    ...{ collected, admission, dedupe, risk },
  });
  const massCancel = createMassCancel(state, log, live, refusals);
  const auctions = createAuctions({ ...shared, settlement, collected, phases, windows });
  const time = createTimePassing({ ...shared, expiries, massCancel, windows, auctions });
  const money = createMoneyCommands(state, log, refusals);
  const halt = createHalt(state, log, refusals, massCancel, phases);
  const definitions = createDefinitionCommands({ state, log, refusals, phases, windows, auctions });
  const reverseTrade = createTradeReversal(state, log, ledger, refusals, settlement);
  const buyIn = createBuyIn({ state, log, ledger, refusals, settlement });
  const setFees = createFeeChange({ state, log, refusals, ledger, live, collected });
  const setDiscount = createDiscounts(state, log, refusals);
  const snapshotParts: RestoreParts = { ...shared, expiries, dedupe, settlement, collected };

  const { words: cells, counters, accounts } = state;
  const { place: PLACE, cancel: CANCEL, amend: AMEND } = CommandKind;
  const { command: COMMAND, eventIndex: INDEX, live: LIVE, seconds: SECONDS } = CounterWord;
  const [CLEARING, BUY_IN] = [CommandKind.businessDay, CommandKind.buyIn];
  const [TIME, BLOCKS, MASK, SHIFT] = [CounterSlot.time, C.blocks, INDEX_MASK, INDEX_SHIFT];
  const [MAKERS, PER_MAKER] = [MAKERS_MAX, EVENTS_PER_MAKER];
  const { blocks: eventBlocks } = log;
  /** Room for what a clock command may write besides orders: a massDone per account;
   * and windows, phases and prices of auctions. */
  const besides = EVENTS_BESIDES + capacity.accounts + EVENTS_PER_INSTRUMENT * capacity.instruments;
  const eventLimit = capacity.events - besides;
  assert(
    Math.min(capacity.orders, MAKERS_MAX) * EVENTS_PER_MAKER <= eventLimit,
    'the event log is too small for one command',
  );
  const rowsMax = rowsPerRun(state);
  const appliedCell = new Int32Array(1);

  function apply(
    words: Int32Array,
    slots: Float64Array,
    from: number,
    to: number,
    timeMicros: number,
    firstIndex: number,
  ): number {
    counters[TIME] = timeMicros;
    cells[SECONDS] = Math.floor(timeMicros / 1_000_000);
    let block = from;
    let index = firstIndex;
    while (block < to) {
      const makers = cells[LIVE]! < MAKERS ? cells[LIVE]! : MAKERS;
      if (eventBlocks() + makers * PER_MAKER > eventLimit) break;
      const at = block << 4;
      cells[INDEX] = (index & MASK) << SHIFT;
      nextStamp();
      const kind = words[at]! & 0xff;
      if (kind === PLACE) place(words, slots, at);
      else if (kind === CANCEL) cancel(words, slots, at);
      else if (kind === AMEND) amend(words, slots, at);
      else if ((kind === CLEARING || kind === BUY_IN) && needsDrain()) break;
      else applyRare(kind, words, slots, at);
      block += 1 + words[at + BLOCKS]!;
      index++;
    }
    appliedCell[0] = index - firstIndex;
    return block;
  }

  /** Whether a clearing run or a buy-in could write more than the log still takes: four events a row. */
  function needsDrain(): boolean {
    const used = eventBlocks();
    return used > 0 && used + 4 * Math.min(state.obligations.size, rowsMax) > eventLimit;
  }

  /** A number per command, so that a private seq is raised once in it. Before the numbers run out all
   * stamps are forgotten: what they decide lasts for one command only. */
  function nextStamp(): void {
    const next = cells[COMMAND]! + 1;
    cells[COMMAND] = next;
    if (next < STAMP_LIMIT) return;
    for (let account = 0; account < capacity.accounts; account++) {
      accounts[(account << ACCOUNT_SHIFT) + AccountWord.stamp] = 0;
    }
    cells[COMMAND] = 1;
  }

  function applyRare(kind: number, words: Int32Array, slots: Float64Array, at: number): void {
    switch (kind) {
      case CommandKind.clock:
        return time.clock(words, slots, at);
      case CommandKind.cancelMany:
        return massCancel.cancelMany(words, slots, at);
      case CommandKind.deadMan:
        return time.deadMan(words, slots, at);
      case CommandKind.transfer:
        return money.transfer(words, slots, at);
      case CommandKind.move:
        return money.move(words, slots, at);
      case CommandKind.businessDay:
        return settlement.businessDay(words, slots, at);
      case CommandKind.failDelivery:
        return settlement.failDelivery(words, slots, at);
      case CommandKind.reverseTrade:
        return reverseTrade(words, slots, at);
      case CommandKind.buyIn:
        return buyIn(words, slots, at);
      case CommandKind.setPenalties:
        return penalties.setPenalties(words, slots, at);
      case CommandKind.setLimits:
        return risk.setLimits(words, slots, at);
      case CommandKind.setFees:
        return setFees(words, slots, at);
      case CommandKind.setDiscount:
        return setDiscount(words, slots, at);
      case CommandKind.kill:
        return halt.kill(words, slots, at);
      case CommandKind.setVenue:
        return halt.setVenue(words, slots, at);
      case CommandKind.setCredit:
        return money.setCredit(words, slots, at);
      case CommandKind.blockAccount:
        return money.blockAccount(words, slots, at);
      case CommandKind.setPhase:
        return definitions.setPhase(words, slots, at);
      case CommandKind.openAccount:
        return definitions.openAccount(words, slots, at);
      case CommandKind.defineAsset:
        return definitions.defineAsset(words, slots, at);
      case CommandKind.defineInstrument:
        return definitions.defineInstrument(words, slots, at);
      default:
        assert(false, `unknown command kind ${kind}`);
    }
  }

  return {
    apply,
    applied: () => appliedCell[0]!,
    eventWords: log.words,
    eventSlots: log.slots,
    eventBlocks,
    clearEvents: log.clear,
    snapshot: () => snapshotState(snapshotParts),
    restore: (bytes) => {
      restoreState(snapshotParts, bytes);
      log.clear();
    },
    stateHash: () => {
      const words = new Int32Array(snapshotState(snapshotParts).buffer);
      return hashWords(words, HEADER_WORDS, words.length);
    },
    dump: (sink) => dumpState(state, collected, sink),
    brokenInvariants: () => brokenInvariants(state, collected),
    assets: () => state.assetList,
    instruments: () =>
      state.instrumentList.map((i) => {
        const phase = state.instruments[(i.id << INSTRUMENT_SHIFT) + InstrumentWord.phase];
        return { ...i, phase: phaseOf(phase!) };
      }),
    liveOrders: () => cells[LIVE]!,
  };
}
