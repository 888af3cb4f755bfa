// Reading what a recording trades, and one clear sentence for each way in which a file may be bad.

import { afterAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prng } from '../testing/prng.ts';
import { BinanceRecording } from './recording-binance.ts';
import { recordedMarket, scanRecording } from './recording-instruments.ts';
import { sampleRecording } from './sample-recording.ts';
import type { FeedEvent } from './feed.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

function sampleLines(symbol: string): string[] {
  const random = prng(5);
  return sampleRecording({ random: () => random.next() / 2 ** 32, steps: 30, symbol }).lines;
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function scanOf(path: string) {
  const result = await scanRecording(path);
  if (!result.ok) throw new Error(result.problem.sentence);
  return result.scan;
}

describe('a scan', () => {
  it('finds symbol, assets, decimals and price range', async () => {
    const lines = sampleLines('ETHUSDT');
    const scan = await scanOf(file('eth.jsonl.gz', gzipSync(lines.join('\n'))));
    expect(scan).toMatchObject({
      symbol: 'ETHUSDT',
      base: 'ETH',
      quote: 'USDT',
      priceDecimals: 2,
      qtyDecimals: 4,
      lines: lines.length,
    });
    expect(scan.highestTicks).toBeGreaterThan(260_000);
  });

  it('reads a plain file like a compressed one', async () => {
    const lines = sampleLines('ETHUSDT').join('\n');
    const plain = await scanOf(file('plain.jsonl', lines));
    const zipped = await scanOf(file('zipped.jsonl.gz', gzipSync(lines)));
    expect({ ...plain, path: '' }).toEqual({ ...zipped, path: '' });
  });

  it('defines instruments whose tick times lot is a whole minor unit, over several recordings', async () => {
    const eth = await scanOf(file('a.gz', gzipSync(sampleLines('ETHUSDT').join('\n'))));
    const btc = { ...eth, symbol: 'BTCUSDT', base: 'BTC', qtyDecimals: 5 };
    const { assets, instruments } = recordedMarket([btc, eth]);
    expect(assets.map(({ code, scale }) => [code, scale])).toEqual([
      ['USDT', 7],
      ['BTC', 8],
      ['ETH', 8],
    ]);
    expect(
      instruments.map(({ tickValueMinor, lotBaseMinor }) => [tickValueMinor, lotBaseMinor]),
    ).toEqual([
      [1, 1000],
      [10, 10_000],
    ]);
  });
});

describe('a bad recording', () => {
  const whole = gzipSync(sampleLines('ETHUSDT').join('\n'));

  it.each([
    ['is missing', join(folder, 'nowhere.gz'), 'RECORDING_MISSING', 'cannot be opened'],
    [
      'is cut off',
      file('cut.gz', whole.subarray(0, whole.length - 50)),
      'RECORDING_DAMAGED',
      'damaged',
    ],
    ['has a flipped byte', file('flip.gz', flipped(whole)), 'RECORDING_DAMAGED', 'damaged'],
    ['is empty', file('empty.gz', ''), 'RECORDING_EMPTY', 'holds no messages'],
    ['is empty inside', file('hollow.gz', gzipSync('')), 'RECORDING_EMPTY', 'holds no messages'],
    ['is something else', file('prose.txt', 'Dear reader\n'), 'RECORDING_FORMAT', 'known symbol'],
  ])('%s', async (_, path, code, words) => {
    const result = await scanRecording(path);
    expect(result).toMatchObject({ ok: false, problem: { code } });
    if (result.ok) return;
    expect(result.problem.sentence).toContain(words);
    expect(result.problem.sentence).toContain(path);
    expect(result.problem.sentence.match(/\.( |$)/g)?.length).toBe(1);
  });

  it('that breaks off while it is played ends with its problem', async () => {
    const path = file('late.gz', whole.subarray(0, whole.length - 50));
    const { instruments } = recordedMarket([await scanOf(file('ok.gz', whole))]);
    const events: FeedEvent[] = [];
    for await (const event of new BinanceRecording(path, instruments[0]!).events()) {
      events.push(event);
    }
    expect(events.length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({ kind: 'end', problem: { code: 'RECORDING_DAMAGED' } });
  });
});

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[Math.floor(copy.length / 2)]! ^= 0xff;
  return copy;
}
