// Operators before the real core: a venue of six accounts, their desk over a bus, the audit log in memory.

import { expect } from 'vitest';
import { createBusLocal } from '../bus/bus-local.ts';
import { createInternalLane } from '../bus/internal-lane.ts';
import { writePlace } from '../core/command-writer.ts';
import { RECORD_WORDS } from '../core/commands.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';
import type { Discount } from '../core/discount.ts';
import type { Engine } from '../core/engine-port.ts';
import { createEngine } from '../core/engine.ts';
import {
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_SCHEMA_VERSION,
  EventKind,
  furtherBlocks,
} from '../core/events.ts';
import { simulatedAssets, simulatedInstruments } from '../liquidity/simulated-market.ts';
import type { ClearingBooks, FailingDelivery } from '../operations/clearing.ts';
import { openOperationsStore } from '../operations/four-eyes-sqlite.ts';
import { createOperations, type Operator } from '../operations/operations.ts';
import {
  createOperatorCommands,
  OPERATOR_SOURCE,
  type OperatorCommands,
} from '../operations/operator-commands.ts';
import { knownBooks, type KnownTurnovers } from './known-turnovers.ts';
import { memoryAudit } from './memory-audit.ts';

const STAMPS = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };
const ACCOUNTS = [100, 101, 102, 103, 104, 105];
const ORDERS_EACH = 1_700;
export const NOW = 1_790_000_000_000_000;

/** Made by account 100 against 101, as the read model would tell it. */
const TRADE = {
  ...{ buyer: 100, seller: 101, instrument: 0, price: 1_000, qty: 3, tradeId: 7 },
  ...{ buyerFeeMinor: 0, sellerFeeMinor: 0 },
};

/** Of the quote asset, out of the core's own state. */
export function availableOf(engine: Engine, account: number): number {
  const [{ quoteAsset }] = simulatedInstruments(1);
  let available = 0;
  engine.dump((words, blocks) => {
    const slots = new Float64Array(words.buffer, words.byteOffset, blocks * (RECORD_WORDS / 2));
    for (let at = 0; at < blocks * RECORD_WORDS;) {
      const isBalance = (words[at]! & 0xff) === EventKind.balance;
      if (isBalance && words[at + 1] === account && words[at + 2] === quoteAsset) {
        available = slots[(at >> 1) + 3]!;
      }
      at += (1 + furtherBlocks(words, at)) * RECORD_WORDS;
    }
  });
  return available;
}

/** What accounts have off the commission, out of the core's own state. */
export function discountsOf(engine: Engine): Map<number, Discount> {
  const found = new Map<number, Discount>();
  engine.dump((words, blocks) => {
    for (let at = 0; at < blocks * RECORD_WORDS;) {
      if ((words[at]! & 0xff) === EventKind.discount) {
        const [makerDiscountPpm, takerDiscountPpm] = [words[at + 3]!, words[at + 4]!];
        found.set(words[at + 1]!, { makerDiscountPpm, takerDiscountPpm });
      }
      at += (1 + furtherBlocks(words, at)) * RECORD_WORDS;
    }
  });
  return found;
}

export const by = (user: string, atMicros = NOW): Operator => ({
  ...{ atMicros, who: { user, role: 'risk' }, address: '10.0.0.1' },
});

function venue() {
  const engine = createEngine();
  const bus = createBusLocal();
  const [instrument] = simulatedInstruments(1);
  let seq = 1;
  function apply(words: Int32Array): void {
    engine.clearEvents();
    engine.apply(words, new Float64Array(words.buffer), 0, words.length / RECORD_WORDS, NOW, 0);
  }
  bus.serveCommands((records) => {
    apply(new Int32Array(records.slice().buffer));
    const batch = new Int32Array((1 + engine.eventBlocks()) * RECORD_WORDS);
    batch.set(engine.eventWords.subarray(0, engine.eventBlocks() * RECORD_WORDS), RECORD_WORDS);
    batch[EB.magic] = EVENT_BATCH_MAGIC;
    batch[EB.version] = EVENT_SCHEMA_VERSION;
    batch[EB.blocks] = engine.eventBlocks();
    new Float64Array(batch.buffer)[EB.firstCommandSeqSlot] = seq;
    seq += engine.applied();
    setImmediate(() => bus.publishEvents(new Uint8Array(batch.buffer), STAMPS));
    return 0;
  });
  for (const asset of simulatedAssets()) apply(assetRecord(asset));
  apply(instrumentRecord(instrument));
  ACCOUNTS.forEach((account, k) => {
    apply(accountRecord(account));
    apply(transferRecord(account, instrument.quoteAsset, 1e14, 1, k + 1));
  });
  let id = 0;
  /** 0, or the code with which a resting buy order is refused. */
  function place(account: number): number {
    const words = new Int32Array(new Float64Array(RECORD_WORDS / 2).buffer);
    const price = Math.floor(instrument.openingTicks * 0.99);
    const fields = { account, instrument: 0, side: 0, price, qty: instrument.minQtyLots };
    writePlace(words, new Float64Array(words.buffer), 0, { ...fields, clientOrderId: ++id });
    apply(words);
    return (engine.eventWords[0]! & 0xff) === EventKind.rejected ? engine.eventWords[3]! : 0;
  }
  return { engine, bus, place };
}

/** What the read model would know. */
interface Known {
  day: number;
  failing: readonly FailingDelivery[];
  sellers: readonly number[];
  /** Changed in place. */
  readonly turnovers: KnownTurnovers;
}

export type OfficeStage = Awaited<ReturnType<typeof officeStage>>;

export async function officeStage() {
  const { engine, bus, place } = venue();
  const audit = await memoryAudit();
  const store = await openOperationsStore(':memory:');
  const tradeOf = (id: number) => Promise.resolve(id === TRADE.tradeId ? TRADE : undefined);
  /** As the read model knows it. */
  const known: Known = { day: 0, failing: [], sellers: [], turnovers: { list: [], asked: [] } };
  const clearing: ClearingBooks = {
    failing: () => Promise.resolve(known.failing),
    instruments: () => Promise.resolve(simulatedInstruments(1)),
    sellers: () => Promise.resolve(known.sellers),
  };
  let nowMicros = NOW;
  /** The desk as a start of the process makes it, over what the starts before it left. */
  function start(spoil = (commands: OperatorCommands): OperatorCommands => commands) {
    nowMicros += 1_000_000;
    const startedMicros = nowMicros;
    const lane = createInternalLane({ bus, source: OPERATOR_SOURCE, startedMicros });
    const commands = spoil(createOperatorCommands({ lane, nowMicros: () => startedMicros }));
    const businessDay = () => Promise.resolve(known.day);
    return {
      lane,
      operations: createOperations({
        ...{ audit, commands, ...store, clearing, tradeOf, businessDay },
        tierBooks: {
          ...knownBooks(known.turnovers),
          discounts: () => Promise.resolve(discountsOf(engine)),
        },
      }),
    };
  }
  const { lane, operations } = start();
  const trail = async () =>
    (await audit.search({ before: 0, limit: 100 }))
      .map(({ who, what, object, outcome }) => `${who.user} ${what} ${object} ${outcome}`)
      .reverse();
  const fill = () => {
    for (const account of ACCOUNTS) {
      for (let k = 0; k < ORDERS_EACH; k++) expect(place(account)).toBe(0);
    }
  };
  return {
    engine,
    place,
    operations,
    audit,
    trail,
    fill,
    lane,
    start,
    known,
    plans: store.plans,
    tiers: store.tiers,
  };
}
