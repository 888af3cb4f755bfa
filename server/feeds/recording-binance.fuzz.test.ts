// Damaged messages: no line, however mangled, throws or escapes the counters.

import { describe, expect, it } from 'vitest';
import { prng } from '../testing/prng.ts';
import { BinanceRecording } from './recording-binance.ts';
import { sampleRecording } from './sample-recording.ts';

const SEED = 77;
const ROUNDS = 40;

describe(`mangled recordings, seed ${SEED}`, () => {
  it('are counted line by line and never throw', () => {
    const random = prng(SEED);
    const unit = () => random.next() / 2 ** 32;
    const { lines } = sampleRecording({ random: unit, steps: 30 });
    let refused = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const recording = new BinanceRecording('unused', {
        ...{ id: 0, symbol: 'ETHUSDT', priceScale: 2, tickStep: 1, qtyScale: 4, lotStep: 1 },
        priceLimitTicks: 537_600,
      });
      for (const line of lines) {
        const events = recording.take(random.chance(1, 4) ? mangle(line, random.below) : line);
        for (const event of events) {
          if (event.kind === 'trade') expect(event.lots).toBeGreaterThan(0);
        }
      }
      const { quality } = recording;
      const waiting = quality.unaccounted();
      expect(waiting).toBeGreaterThanOrEqual(0);
      expect(quality.received).toBe(lines.length);
      expect(quality.unaccountedLevels()).toBe(0);
      refused += quality.rejected;
    }
    // The control: the mangling does damage.
    expect(refused).toBeGreaterThan(ROUNDS);
  });
});

function mangle(line: string, below: (n: number) => number): string {
  const at = below(line.length);
  const to = at + below(12);
  switch (below(5)) {
    case 0:
      return line.slice(0, at);
    case 1:
      return line.slice(0, at) + line.slice(to);
    case 2:
      return line.slice(0, at) + String.fromCharCode(32 + below(90)) + line.slice(at + 1);
    case 3:
      return line.replace(/\d+\.\d+/, '-1.5');
    default:
      return line.replace(/"(b|a|bids|asks|p|q|u|U|t)":/, '"x":');
  }
}
