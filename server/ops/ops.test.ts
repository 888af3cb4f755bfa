import { describe, expect, it } from 'vitest';
import { createHealth } from './health.ts';
import { createLifecycle } from './lifecycle.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';

const quiet = createLog('silent');

describe('health', () => {
  it('is ready only when every part is, and says what is missing', () => {
    const health = createHealth();
    let missing = 'no tail read yet';
    health.add({ part: 'journal', check: () => missing });
    health.add({ part: 'gateway', check: () => '' });
    expect(health.live().status).toBe(200);
    expect(health.ready().status).toBe(503);
    expect(health.ready().body).toContain('no tail read yet');
    missing = '';
    expect(health.ready().status).toBe(200);
  });
});

describe('lifecycle', () => {
  it('stops in reverse order, goes on when a part fails, and tells it by the code', async () => {
    const order: string[] = [];
    const codes: number[] = [];
    const lifecycle = createLifecycle(quiet, (code) => codes.push(code));
    lifecycle.onStop('first', () => void order.push('first'));
    lifecycle.onStop('second', () => {
      order.push('second');
      throw new Error('stuck');
    });
    lifecycle.onStop('third', () => void order.push('third'));
    await lifecycle.stop('test', 0);
    expect(order).toEqual(['third', 'second', 'first']);
    expect(codes).toEqual([1]);
    await lifecycle.stop('again', 0);
    expect(order).toHaveLength(3);
  });
});

describe('metrics', () => {
  it('shows what rooms count, by room and figure', async () => {
    const metrics = createMetrics();
    metrics.watch('gateway', () => ({ openConnections: 3 }));
    metrics.observeCommit(0.0003);
    const text = await metrics.text();
    expect(text).toContain('openbell_gateway_open_connections 3');
    expect(text).toContain('openbell_journal_commit_seconds_count 1');
  });
});
