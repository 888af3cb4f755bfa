// The door: the origin table, sub-protocols, connections per address, and that it forgets.

import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../shared/domain/limits.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { createUpgradeGate } from './upgrade-gate.ts';

const ORIGINS = ['https://desk.example', 'http://127.0.0.1:8080'];
const ask = { remote: '10.0.0.1', origin: '', protocols: [PROTOCOL_MSGPACK] };

describe('upgrade gate', () => {
  const table: [string, number][] = [
    ['', 101],
    ['https://desk.example', 101],
    ['http://127.0.0.1:8080', 101],
    ['http://desk.example', 403],
    ['https://desk.example/', 403],
    ['https://desk.example:443', 403],
    ['https://desk.example.evil.test', 403],
    ['https://evil.test/?https://desk.example', 403],
    ['https://DESK.example', 403],
    ['https://sub.desk.example', 403],
    ['http://127.0.0.1', 403],
    ['http://localhost:8080', 403],
    ['null', 403],
    ['file://', 403],
    ['*', 403],
  ];
  it.each(table)('origin "%s" gets %i', (origin, status) => {
    const answer = createUpgradeGate(ORIGINS, LIMITS).ask({ ...ask, origin }, 0);
    expect('status' in answer ? answer.status : 101).toBe(status);
  });

  it('grants the first known sub-protocol in the order of the client, and nothing else', () => {
    const gate = createUpgradeGate(ORIGINS, LIMITS);
    const of = (...protocols: string[]): unknown => gate.ask({ ...ask, protocols }, 0);
    expect(of('x', PROTOCOL_JSON, PROTOCOL_MSGPACK)).toEqual({ protocol: PROTOCOL_JSON });
    expect(of(PROTOCOL_MSGPACK, PROTOCOL_JSON)).toEqual({ protocol: PROTOCOL_MSGPACK });
    expect(of('openbell.v2+msgpack')).toEqual({ status: 400 });
    expect(of()).toEqual({ status: 400 });
  });

  it('counts refused attempts too, per address, and forgets who has rested', () => {
    const gate = createUpgradeGate(ORIGINS, LIMITS);
    for (let i = 0; i < LIMITS.connectBurstPerIp; i++) gate.ask({ ...ask, origin: 'null' }, 0);
    expect(gate.ask(ask, 0)).toEqual({ status: 429 });
    expect(gate.ask({ ...ask, remote: '10.0.0.2' }, 0)).toEqual({ protocol: PROTOCOL_MSGPACK });
    gate.opened('10.0.0.2');
    gate.sweep(60_000);
    expect(gate.addresses()).toBe(1);
    gate.closed('10.0.0.2');
    gate.sweep(60_000);
    expect(gate.addresses()).toBe(0);
  });
});
