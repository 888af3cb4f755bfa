// The lines of the browser bench: figures against goals, and what they were measured under.

import type { BenchRow } from '../bench-row.ts';
import type { Measured } from './chromium.ts';
import type { OrderFigures } from './order-runs.ts';

export interface Noise {
  /** Of a page that does nothing, before and after the run: the worse. */
  readonly fps: number;
  readonly frameP99Ms: number;
  readonly cores: number;
  readonly load: number;
}

export interface HeapGrowth {
  readonly seconds: number;
  readonly bytes: number;
}

export interface FloodFigures {
  readonly idle: Noise;
  readonly modest: Measured;
  readonly flooded: Measured;
  /** Updates per second: at least 59 fps, p99 frame at most 17 ms, age p99 at most 100 ms. */
  readonly sustained: number;
  readonly agGrid: number;
  readonly zustand: number;
}

/** An empty page that does not reach this says that the machine has no time for any; so does a load above
 * what server and browser make themselves. */
const QUIET = { fps: 59.5, frameP99Ms: 17, loadPerCore: 2.5 } as const;
const FLOOD_MAX = { fps: 59.5, frameP99Ms: 17, mainShare: 0.6, ageP99Ms: 25 } as const;
/** Of the flood, that much has to come through: a page that is given less is not measured. */
const DELIVERED_SHARE = 0.95;
const MODEST_MAIN_SHARE = 0.5;
const HEAP_BYTES = 5_000_000;
const HEAP_SECONDS = 600;
const FIRST_LOAD_KB = 160;

export function rateText(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M/s`;
  return `${(perSecond / 1e3).toFixed(1)} k/s`;
}

export function frameText(measured: Measured): string {
  const { fps, frameP99Ms, mainShare, ageP99Ms, longTasks, longestTaskMs } = measured;
  const long = longTasks === 0 ? 'no long task' : `${longTasks} long tasks to ${longestTaskMs} ms`;
  return (
    `${fps.toFixed(1)} fps, frame p99 ${frameP99Ms.toFixed(1)} ms, ${long}, ` +
    `main thread ${mainShare.toFixed(2)}, age p99 ${ageP99Ms.toFixed(0)} ms${partsText(measured)}`
  );
}

/** How much of the age the worker saw, and the frame when it began; the peers have no worker. */
function partsText({ heardAgeP99Ms, begunAgeP99Ms }: Measured): string {
  if (Number.isNaN(heardAgeP99Ms)) return '';
  return ` (heard ${heardAgeP99Ms.toFixed(0)}, frame begun ${begunAgeP99Ms.toFixed(0)})`;
}

const isQuiet = ({ fps, frameP99Ms, load, cores }: Noise) =>
  fps >= QUIET.fps && frameP99Ms <= QUIET.frameP99Ms && load <= cores * QUIET.loadPerCore;

/** Missed on a machine that has no time for an empty page decides nothing. */
function judge(idle: Noise, isMet: boolean): boolean | null {
  return isMet || isQuiet(idle) ? isMet : null;
}

function conditions({ cores, load, fps, frameP99Ms }: Noise, what: string): string {
  const empty = `an empty page ${fps.toFixed(1)} fps, frame p99 ${frameP99Ms.toFixed(1)} ms`;
  return `${what}; ${cores} cores for server and browser, software raster, load ${load.toFixed(1)}, ${empty}`;
}

const DESK =
  'trading layout (watchlist, chart, ladder, ticket, tape, orders), 40 instruments, frames of 10 ms ' +
  'through the real gateway with up to 10,000 quotes, 250 of each topic, which the venue itself would conflate';

export function floodRows(figures: FloodFigures): BenchRow[] {
  const { idle, modest, flooded, sustained, agGrid, zustand } = figures;
  const most = FLOOD_MAX;
  const isFlooded = flooded.updatesPerSecond >= 1e6 * DELIVERED_SHARE;
  const isMet =
    isFlooded &&
    flooded.fps >= most.fps &&
    flooded.frameP99Ms <= most.frameP99Ms &&
    flooded.longTasks === 0 &&
    flooded.mainShare <= most.mainShare &&
    flooded.ageP99Ms <= most.ageP99Ms;
  const isModest = modest.mainShare <= MODEST_MAIN_SHARE;
  const taken = `, ${rateText(flooded.updatesPerSecond)} taken`;
  return [
    {
      ...{ goal: 'p:B1', what: 'terminal at 1,000,000 quote updates/s', ratio: null },
      figure: frameText(flooded) + taken,
      target: '>= 59.5 fps, frame p99 <= 17 ms, no long task, main <= 0.6, age p99 <= 25 ms',
      met: judge(idle, isMet),
      conditions: conditions(idle, DESK),
    },
    {
      ...{ goal: 'p:B1', what: 'terminal at 50,000 quote updates/s', ratio: null },
      figure: frameText(modest),
      target: 'main thread <= 0.5',
      met: judge(idle, isModest),
      conditions: conditions(idle, DESK),
    },
    sustainedRow(idle, 'AG Grid 36, applyTransactionAsync', sustained, agGrid, 50),
    sustainedRow(idle, 'naive zustand, a message and a set per update', sustained, zustand, 200),
  ];
}

function sustainedRow(
  idle: Noise,
  peer: string,
  ours: number,
  theirs: number,
  target: number,
): BenchRow {
  const ratio = theirs === 0 ? null : ours / theirs;
  return {
    ...{ goal: 'p:B1', what: `sustained quote updates/s, against ${peer}`, ratio },
    figure: `${rateText(ours)}, peer ${rateText(theirs)}`,
    target: `>= ${String(target)} ×`,
    met: ratio === null ? null : judge(idle, ratio >= target),
    conditions: conditions(
      idle,
      'sustained: 59 fps, frame p99 17 ms, age p99 100 ms, highest of fixed steps; ours at most 1 M/s with the ' +
        'whole desk, peer 30 rows of 6 figures and nothing else, plain records',
    ),
  };
}

export function gridRow(idle: Noise, ours: Measured, peer: Measured): BenchRow {
  const ratio = ours.fps / peer.fps;
  const isMet = ratio >= 2.5 && ours.mainShare <= 0.5;
  return {
    ...{ goal: 'p:B2', what: '500 rows × 6 figures, all changing in every frame', ratio },
    figure: `${frameText(ours)}; AG Grid 36 ${frameText(peer)}`,
    target: '>= 2.5 × the fps, main thread <= 0.5',
    met: judge(idle, isMet),
    conditions: conditions(
      idle,
      'the watchlist in a page 12,000 px tall with the figures that it has, quotes and day statistics of every ' +
        'row each 10 ms; AG Grid without row virtualisation, one transaction per frame',
    ),
  };
}

export function orderRows(idle: Noise, orders: OrderFigures | string): BenchRow[] {
  const target = { sent: 20, painted: 50 } as const;
  const row = (what: string, p50: number, p99: number, most: number): BenchRow => ({
    ...{ goal: 'p:B3', what, ratio: null, target: `p99 <= ${String(most)} ms` },
    figure: `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
    met: typeof orders === 'string' ? null : judge(idle, p99 <= most),
    conditions:
      typeof orders === 'string'
        ? `the ticket could not be driven: ${orders.split('\n')[0] ?? ''}`
        : conditions(
            idle,
            `1,000,000 quotes/s, ${String(orders.count)} orders, the p99 is the worst`,
          ),
  });
  const none = { keyToSentP50Ms: NaN, keyToSentP99Ms: NaN };
  const figures =
    typeof orders === 'string'
      ? { ...none, clickToPaintedP50Ms: NaN, clickToPaintedP99Ms: NaN }
      : orders;
  return [
    row(
      'key down until the order is handed to the socket',
      figures.keyToSentP50Ms,
      figures.keyToSentP99Ms,
      target.sent,
    ),
    row(
      'pointer up until the ack is painted',
      figures.clickToPaintedP50Ms,
      figures.clickToPaintedP99Ms,
      target.painted,
    ),
  ];
}

export function heapRow({ seconds, bytes }: HeapGrowth): BenchRow {
  const isLong = seconds >= HEAP_SECONDS;
  const isMet = bytes < HEAP_BYTES;
  return {
    ...{ goal: 'p:B3', what: 'growth of the heap of the page', ratio: null },
    figure: `${(bytes / 1e6).toFixed(2)} MB in ${String(seconds)} s`,
    target: '< 5 MB in 10 min',
    met: isLong || !isMet ? isMet : null,
    conditions: `at 1,000,000 quotes/s, after a full collection each${isLong ? '' : '; a short run, --minutes 10 decides'}`,
  };
}

export function firstLoad(kb: number): BenchRow {
  return {
    ...{ goal: 'p:B4', what: 'first load of the page, JavaScript in gzip', ratio: null },
    figure: `${kb.toFixed(1)} kB`,
    target: `<= ${String(FIRST_LOAD_KB)} kB`,
    met: kb <= FIRST_LOAD_KB,
    conditions: 'as npm run build makes it; what the trading view loads after that is not in it',
  };
}

export function interactive(
  idle: Noise,
  shown: { readonly signInShownMs: number; readonly deskShownMs: number },
): BenchRow {
  const { signInShownMs, deskShownMs } = shown;
  return {
    ...{ goal: 'p:B4', what: 'time until the page can be used', ratio: null },
    figure: `sign-in ${signInShownMs.toFixed(0)} ms, desk with every quote ${deskShownMs.toFixed(0)} ms after the key`,
    ...{ target: '', met: null },
    conditions: conditions(idle, 'no cache, from 127.0.0.1'),
  };
}

export function withoutBrowser(path: string): BenchRow {
  return {
    ...{ goal: 'p:B1', what: 'terminal in a browser', figure: '', ratio: null, target: '' },
    met: null,
    conditions: `${path} is not there; CHROMIUM names another`,
  };
}
