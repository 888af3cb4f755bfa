// The market's tables over a link: quotes, books, tapes, bars and the one frame loop.

import { parseTopic } from '../../shared/wire/topics.ts';
import { readSections, Section } from '../net/frame-format.ts';
import type { LinkMessage, WorkerLink } from '../net/link-contract.ts';
import type { Interest } from '../net/worker-protocol.ts';
import { instrumentsStore } from '../state/instruments-store.ts';
import type { MarketTables } from '../state/market-views.ts';
import { BARS_AT_ONCE, BarTable } from './bar-table.ts';
import { DepthTable } from './depth-table.ts';
import { browserFrameClock, createFrameLoop, type FrameClock } from './frame-loop.ts';
import { QuoteTables } from './quote-columns.ts';
import { TapeTable } from './tape-table.ts';

export type {
  BarSeries,
  DepthView,
  FrameLoop,
  Levels,
  MarketTables,
  Painter,
  QuoteColumns,
  Tape,
  TopicTruth,
} from '../state/market-views.ts';

type Table = DepthTable | TapeTable | BarTable;

interface Watched {
  readonly table: Table;
  readonly handle: number;
  readonly key: string;
  users: number;
  generation: number;
}

/** History that could not be read, though the topic is live, is asked for again after this long. */
const HISTORY_AGAIN_MS = 2_000;

export function createMarketTables(
  link: WorkerLink,
  clock: FrameClock = browserFrameClock,
): MarketTables & { close(): void } {
  const quotes = new QuoteTables(clock.nowMs);
  const byHandle = new Map<number, Watched>();
  const byKey = new Map<string, Watched>();
  const nothing = new DepthTable(clock.nowMs);
  const frames = createFrameLoop(begin, clock);
  /** The worker's clock to the page's: both run alike, so the frame that was under way for the shortest
   * time tells it best. */
  let aheadMs = Infinity;

  function begin(): void {
    link.grant();
    quotes.paint();
  }

  function take(numbers: Float64Array): void {
    aheadMs = Math.min(aheadMs, clock.nowMs() - numbers[0]!);
    readSections(numbers, (tag, from, to) => {
      if (tag === Section.quotes) quotes.takeQuotes(numbers, from, to, aheadMs);
      else if (tag === Section.stats) quotes.takeStats(numbers, from, to);
      else byHandle.get(numbers[from]!)?.table.take(numbers, from, to, aheadMs);
    });
  }

  function told(message: LinkMessage): void {
    if (message.is === 'feed') quotes.setLive(message.state.is === 'live');
    if (message.is === 'sources') quotes.setSources(message.sources);
    if (message.is !== 'topic') return;
    const watched = byHandle.get(message.handle);
    if (watched === undefined) return;
    watched.table.told(message.truth, message.lost);
    watched.generation = message.generation;
    if (watched.table instanceof BarTable && message.truth === 'verified') void loadBars(watched);
  }

  async function loadBars(watched: Watched): Promise<void> {
    const { table, generation } = watched;
    if (!(table instanceof BarTable) || (await table.loadNewest(generation))) return;
    clock.later(HISTORY_AGAIN_MS, () => {
      if (byKey.get(watched.key) === watched && table.truth === 'verified') void loadBars(watched);
    });
  }

  function watch<T extends Table>(interest: Interest, create: () => T): [T, () => void] {
    const key = JSON.stringify(interest);
    let watched = byKey.get(key);
    if (watched === undefined) {
      const handle = link.watch(interest);
      watched = { table: create(), handle, key, users: 0, generation: 0 };
      byKey.set(key, watched);
      byHandle.set(handle, watched);
    }
    watched.users += 1;
    return [watched.table as T, once(() => release(watched))];
  }

  function release(watched: Watched): void {
    watched.users -= 1;
    if (watched.users > 0) return;
    byKey.delete(watched.key);
    byHandle.delete(watched.handle);
    link.unwatch(watched.handle);
  }

  const stopListening = link.listen({ frame: take, message: told });

  return {
    quotes,
    frames,
    depth(topicText) {
      const interest = depthInterest(topicText);
      const watched = interest && byKey.get(JSON.stringify(interest));
      return watched === undefined ? nothing : (watched.table as DepthTable);
    },
    watchDepth(instrument, levels, intervalMs) {
      const interest = { is: 'depth', instrument, levels, intervalMs } as const;
      const [view, done] = watch(interest, () => new DepthTable(clock.nowMs));
      return { view, release: done };
    },
    watchTrades(instrument) {
      const [tape, done] = watch({ is: 'trades', instrument }, () => new TapeTable(clock.nowMs));
      return { tape, release: done };
    },
    watchBars(instrument, spanSeconds) {
      const load = (beforeSeconds: number) =>
        link.ask('bars', { instrument, spanSeconds, beforeSeconds, count: BARS_AT_ONCE });
      const create = () => new BarTable(clock.nowMs, spanSeconds, { load });
      const [bars, done] = watch({ is: 'bars', instrument, spanSeconds }, create);
      return { bars, release: done };
    },
    close() {
      stopListening();
      frames.stop();
    },
  };
}

function depthInterest(topicText: string): Interest | undefined {
  const topic = parseTopic(topicText);
  if (topic?.channel !== 'depth') return undefined;
  for (const { id, symbol } of instrumentsStore.getState().instruments.values()) {
    if (symbol !== topic.symbol) continue;
    const { parameter: levels, intervalMs } = topic;
    return { is: 'depth', instrument: id, levels, intervalMs };
  }
  return undefined;
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}
