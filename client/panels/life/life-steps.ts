// From the key to the screen: the stations of an order's first ack as spans on one clock. Pure.

import type { OrderRow } from '../../state/orders-store.ts';

export type StepName =
  'key' | 'uplink' | 'gateway' | 'engine' | 'disk' | 'release' | 'downlink' | 'paint';

export interface LifeStep {
  readonly name: StepName;
  /** What spends the time: this machine, the network and the server, or the server's disk. */
  readonly where: 'here' | 'server' | 'disk';
  /** µs since the first station that is known. */
  readonly from: number;
  readonly to: number;
}

type Stamps = Pick<OrderRow, 'keyMicros' | 'sentMicros' | 'heardMicros' | 'hops'>;
type Station = readonly [
  name: StepName,
  where: LifeStep['where'],
  from: number | undefined,
  to: number | undefined,
];

/** Times of this computer are set to the server's clock by `offsetMicros` (server minus ours); a span
 * with an unknown end is left out, one that the clocks' error turns around has no length. */
export function lifeSteps(row: Stamps, offsetMicros: number, paintedMicros = 0): LifeStep[] {
  const ours = (micros: number) => (micros > 0 ? micros + offsetMicros : undefined);
  const [key, sent, heard, painted] = [
    ...[row.keyMicros, row.sentMicros, row.heardMicros, paintedMicros].map(ours),
  ];
  const { hops } = row;
  const stations: readonly Station[] = [
    ['key', 'here', key, sent],
    ['uplink', 'server', sent, hops?.gateway],
    ['gateway', 'server', hops?.gateway, hops?.journal],
    ['engine', 'server', hops?.journal, hops?.match],
    // The batch is written while the engine works: both begin together.
    ['disk', 'disk', hops?.journal, hops?.durable],
    ['release', 'server', hops?.durable, hops?.ack],
    ['downlink', 'server', hops?.ack, heard],
    ['paint', 'here', heard, painted],
  ];
  const start = key ?? sent ?? hops?.gateway ?? 0;
  return stations.flatMap(([name, where, from, to]) => {
    if (from === undefined || to === undefined) return [];
    const begins = Math.max(0, from - start);
    return { name, where, from: begins, to: Math.max(begins, to - start) };
  });
}

/** µs from the first station to the last. */
export function wholeMicros(steps: readonly LifeStep[]): number {
  return steps.reduce((most, { to }) => Math.max(most, to), 0);
}

const NICE = [1, 2, 5] as const;

/** Marks of a time axis of about five parts, in µs; the last one is at or behind `micros`. */
export function axisMarks(micros: number): readonly number[] {
  const rough = Math.max(1, micros / 5);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = (NICE.find((nice) => nice * size >= rough) ?? 10) * size;
  const count = Math.max(1, Math.ceil(micros / step));
  return Array.from({ length: count + 1 }, (_, k) => k * step);
}

/** `840 µs`, `1.420 ms`. */
export function spanText(micros: number): string {
  if (micros < 1_000) return `${String(Math.round(micros))} µs`;
  return `${(micros / 1_000).toFixed(3)} ms`;
}
