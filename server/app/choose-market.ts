// Who makes the market, by configuration: simulated agents, a recorded market, or nobody. Each brings
// the first commands of its venue, and runs once the venue is there.

import { setTimeout as sleep } from 'node:timers/promises';
import { SourceKind } from '../../shared/domain/market-source.ts';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { Bus } from '../bus/bus.ts';
import { mergeFeeds } from '../feeds/merge-feeds.ts';
import { BinanceRecording } from '../feeds/recording-binance.ts';
import {
  recordedMarket,
  scanRecording,
  type RecordingScan,
} from '../feeds/recording-instruments.ts';
import { paceFeed } from '../feeds/replay-pacer.ts';
import { AgentMarket, runAgents } from '../liquidity/agents.ts';
import { replayGenesis, simulatedGenesis } from '../liquidity/genesis.ts';
import { Mirror, driveMirror } from '../liquidity/mirror.ts';
import type { Figures } from '../ops/metrics.ts';
import type { Log } from '../ops/log.ts';
import type { Clock } from '../sequencer/clock.ts';
import { ConfigError, type Config } from './config.ts';
import type { HeardSource } from './watch-sources.ts';

export interface RunningMarket {
  stop(): Promise<void>;
  readonly figures: Figures;
  readonly sources: readonly HeardSource[];
}

export interface MarketMaker {
  /** One sentence for the console. */
  readonly words: string;
  genesis(): Int32Array[];
  run(venue: Venue): Promise<RunningMarket>;
}

export interface Venue {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
  /** Grows with every start, so that numbers of internal sources never come back. */
  readonly leaderEpoch: number;
  readonly log: Log;
}

/** Internal sources number their commands above everything of the runs before: epoch by epoch. */
const NUMBERS_PER_EPOCH = 2 ** 32;
const firstNumber = (leaderEpoch: number) => leaderEpoch * NUMBERS_PER_EPOCH + 1;

/** Agents act many times a second; a quiet hour of a recorded market may have seconds without an event. */
const SILENCE_SECONDS = { simulated: 3, recorded: 15 } as const;

export async function createMarketMaker(config: Config): Promise<MarketMaker> {
  switch (config.market) {
    case 'simulated':
      return simulated(config);
    case 'replay':
      return replay(config);
    case 'none':
      return {
        words: 'Nobody makes the market.',
        genesis: () => simulatedGenesis(config.seed),
        run: () =>
          Promise.resolve({ stop: () => Promise.resolve(), figures: () => ({}), sources: [] }),
      };
    default:
      return config.market satisfies never;
  }
}

function simulated({ seed, rate }: Config): MarketMaker {
  return {
    words: `A simulated market is alive (seed ${String(seed)}).`,
    genesis: () => simulatedGenesis(seed),
    async run({ bus, clock, assets, instruments, leaderEpoch }) {
      const agents = new AgentMarket({
        ...{ bus, assets, instruments, ratePerSecond: rate },
        // The same seed must not repeat its past: a restart goes on with another tape.
        seed: seed + leaderEpoch - 1,
        firstSourceSeq: firstNumber(leaderEpoch),
      });
      await agents.start();
      const stop = runAgents(agents, () => clock.wallMicros(), every);
      return {
        stop: () => Promise.resolve(stop()),
        figures: () => ({
          commands: agents.lane.sent,
          refusals: agents.lane.refusals,
          rejected: agents.lane.rejected(),
          skippedSteps: agents.skippedSteps,
        }),
        sources: [
          {
            ...{ name: 'Openbell', kind: SourceKind.simulated, instruments: [] },
            silenceSeconds: SILENCE_SECONDS.simulated,
            heard: () => agents.lane.sent,
            hasEnded: () => false,
          },
        ],
      };
    },
  };
}

function every(stepMs: number, act: () => void): () => void {
  const timer = setInterval(act, stepMs);
  return () => {
    clearInterval(timer);
  };
}

async function replay(config: Config): Promise<MarketMaker> {
  const scans: RecordingScan[] = [];
  for (const path of config.recording) {
    const result = await scanRecording(path);
    if (!result.ok) throw new ConfigError(`--recording ${path}: ${result.problem.sentence}`);
    scans.push(result.scan);
  }
  const recorded = recordedMarket(scans);
  const symbols = scans.map(({ symbol }) => symbol).join(' and ');
  return {
    words: `Replaying ${symbols} at speed ${config.speed}.`,
    genesis: () => replayGenesis(recorded),
    run: (venue) => Promise.resolve(runReplay(config, venue, recorded.instruments)),
  };
}

function runReplay(
  config: Config,
  { bus, clock, instruments, leaderEpoch, log }: Venue,
  recorded: readonly Instrument[],
): RunningMarket {
  refuseOtherMarket(config, instruments, recorded);
  const mirror = new Mirror({
    bus,
    instruments: recorded,
    firstSourceSeq: firstNumber(leaderEpoch),
    pause: async () => {
      await sleep(1);
      return mirror.isRunning();
    },
  });
  const feeds = config.recording.map((path, k) => new BinanceRecording(path, recorded[k]!));
  const speed = config.speed === 'max' ? Infinity : Number(config.speed);
  const pace = { monotonicMs: () => clock.monotonicMs(), sleep: (ms: number) => sleep(ms) };
  let hasEnded = false;
  const done = (async () => {
    await mirror.start();
    const problem = await driveMirror(mirror, paceFeed(mergeFeeds(feeds), speed, pace));
    hasEnded = true;
    for (const report of mirror.reports()) log.info({ report }, 'replay ended');
    for (const { quality } of feeds) log.info({ quality }, 'recording read');
    if (problem !== undefined) log.error(problem, 'the recording broke off');
  })();
  done.catch((error: unknown) => {
    log.error({ err: error }, 'the replay failed');
  });
  return {
    async stop() {
      mirror.stop();
      await done;
    },
    figures: () => ({
      commands: mirror.lane.sent,
      refusals: mirror.lane.refusals,
      rejected: mirror.lane.rejected(),
    }),
    sources: mirror.reports().map((report, k) => ({
      ...{ name: report.symbol, kind: SourceKind.recorded, instruments: [recorded[k]!.id] },
      silenceSeconds: SILENCE_SECONDS.recorded,
      heard: () => report.snapshots + report.deltas + report.trades,
      hasEnded: () => hasEnded,
    })),
  };
}

/** What makes ticks and lots of two definitions mean the same. */
const STEPS = [
  ...(['symbol', 'priceScale', 'tickStep', 'qtyScale', 'lotStep'] as const),
  ...(['tickValueMinor', 'lotBaseMinor', 'priceLimitTicks'] as const),
];

/** A data folder keeps the instruments of its first start: another recording needs another folder. */
function refuseOtherMarket(
  { data }: Config,
  known: readonly Instrument[],
  recorded: readonly Instrument[],
): void {
  const same = (one: Instrument, k: number) =>
    STEPS.every((field) => one[field] === recorded[k]?.[field]);
  if (known.length === recorded.length && known.every(same)) return;
  throw new ConfigError(
    `the folder ${data} holds the market ${known.map(({ symbol }) => symbol).join(', ')}: ` +
      'choose another with --data for these recordings',
  );
}
