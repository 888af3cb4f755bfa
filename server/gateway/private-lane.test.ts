// The private lane under stalls: closed at its limit, resumed without a loss and without a double.

import { afterEach, describe, expect, it } from 'vitest';

import { balanceReport, GatewayStage } from '../testing/gateway-stage.ts';
import { prng } from '../testing/prng.ts';
import { until, type WireClient } from '../testing/wire-client.ts';
import type { Report } from '../../shared/wire/schema.ts';

const stages: GatewayStage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.stop();
});

const LIMITS = { backpressurePrivateBytes: 256 * 1024, backpressureMarketBytes: 64 * 1024 };

/** A frame of some 40 KiB: the kernel's buffers are filled by few of them. */
function wideReports(n: number): Report[] {
  return Array.from({ length: 4_000 }, () => balanceReport(n));
}

function seqs(clients: readonly WireClient[]): number[] {
  return clients.flatMap((client) => client.all('private').map((m) => m.seq));
}

async function fillUntilClosed(stage: GatewayStage): Promise<void> {
  for (let n = 0; stage.gateway.counters.closedSlowPrivate === 0; n++) {
    if (n > 2_000) throw new Error('the lane was never full');
    stage.report(2, wideReports(n));
    stage.release();
    if (n % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('private lane', () => {
  it('closes with 4009 at its limit and loses nothing over the resume', async () => {
    const stage = await GatewayStage.start({ limits: LIMITS });
    stages.push(stage);
    const slow = await stage.signedIn('trader:2', { lastPrivateSeq: 0 });
    slow.pause();
    await fillUntilClosed(stage);
    for (let n = 0; n < 20; n++) stage.report(2, [balanceReport(n)]);
    stage.release();
    slow.resume();
    expect(await slow.closed()).toBe(4009);
    const last = seqs([slow]).at(-1) ?? 0;
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(stage.accounts.privateSeq(2));
    const again = await stage.signedIn('trader:2', { lastPrivateSeq: last });
    await again.next('replayComplete');
    stage.report(2, [balanceReport(1)]);
    stage.release();
    const total = stage.accounts.privateSeq(2);
    await until(() => seqs([slow, again]).length === total);
    expect(seqs([slow, again])).toEqual(Array.from({ length: total }, (_, i) => i + 1));
  });

  it('replays more than the buffer holds piece by piece, with live frames behind it', async () => {
    const stage = await GatewayStage.start({ limits: LIMITS });
    stages.push(stage);
    for (let n = 0; n < 400; n++) stage.accounts.add(2, wideReports(n));
    const client = await stage.connect();
    client.pause();
    client.send({
      is: 'signIn',
      requestId: 1,
      token: 'trader:2',
      lastPrivateSeq: 0,
      cancelOnDisconnect: false,
      disconnectGraceMs: 0,
    });
    await until(() => stage.gateway.counters.sessions === 1);
    stage.report(2, [balanceReport(1)]);
    stage.release();
    client.resume();
    await client.next('replayComplete');
    stage.report(2, [balanceReport(2)]);
    stage.release();
    await until(() => seqs([client]).length === 402);
    expect(seqs([client])).toEqual(Array.from({ length: 402 }, (_, i) => i + 1));
    expect(stage.gateway.counters.closedSlowPrivate).toBe(0);
  });

  it('survives random cuts and stalls: every frame once, in order', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`private lane, seed ${String(seed)}\n`);
    const { below } = prng(seed);
    const stage = await GatewayStage.start({ limits: { ...LIMITS, connectBurstPerIp: 1_000 } });
    stages.push(stage);
    const clients: WireClient[] = [];
    let client = await stage.signedIn('trader:2', { lastPrivateSeq: 0 });
    clients.push(client);
    for (let step = 0; step < 1_000; step++) {
      for (let i = below(4); i >= 0; i--) stage.report(2, [balanceReport(step)]);
      stage.release();
      const dice = below(40);
      if (dice === 0) await new Promise((resolve) => setImmediate(resolve));
      if (dice === 1) {
        client.terminate();
        await client.closed();
        const lastPrivateSeq = seqs(clients).at(-1) ?? 0;
        client = await stage.signedIn('trader:2', { lastPrivateSeq });
        clients.push(client);
      }
    }
    const total = stage.accounts.privateSeq(2);
    await until(() => seqs(clients).at(-1) === total);
    expect(seqs(clients)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    expect(clients.length).toBeGreaterThan(5);
  });

  it('never shows a gap: it closes, and the resume brings what came between', async () => {
    const stage = await GatewayStage.start();
    stages.push(stage);
    const client = await stage.signedIn('trader:2', { lastPrivateSeq: 0 });
    stage.accounts.add(2, [balanceReport(1)]);
    stage.report(2, [balanceReport(2)]);
    stage.release();
    expect(await client.closed()).toBe(4009);
    expect(client.all('private')).toHaveLength(0);
    const again = await stage.signedIn('trader:2', { lastPrivateSeq: 0 });
    await again.next('replayComplete');
    expect(seqs([again])).toEqual([1, 2]);
  });
});
