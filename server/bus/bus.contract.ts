// What every bus must do between the roles; each adapter runs it.

import { describe, expect, it } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Bus } from './bus.ts';

const STAMPS = { journalMicros: 1, matchMicros: 2, durableMicros: 3 };

/** Waits until `arrived` holds; a bus may take its time. */
async function until(arrived: () => boolean): Promise<void> {
  for (let k = 0; k < 500 && !arrived(); k++)
    await new Promise((resolve) => setTimeout(resolve, 2));
  expect(arrived()).toBe(true);
}

export function busContract(name: string, open: () => Bus): void {
  describe(`bus contract: ${name}`, () => {
    commands(open);
    events(open);
    state(open);
  });
}

function commands(open: () => Bus): void {
  it('hands records over as a copy', async () => {
    const bus = open();
    const taken: number[] = [];
    bus.serveCommands((records) => {
      taken.push(Uint8Array.from(records)[0]!);
      return 0;
    });
    const records = new Uint8Array(64).fill(5);
    const codes: number[] = [];
    bus.submit(records, (code) => void codes.push(code));
    records.fill(9);
    await until(() => taken.length > 0);
    expect(new Set(taken)).toEqual(new Set([5]));
    expect(codes).toEqual([]);
    bus.close();
  });

  it('passes a refusal on, and refuses by itself before the engine serves and after the end', async () => {
    const bus = open();
    const codes: number[] = [];
    const refused = (code: number) => void codes.push(code);
    bus.submit(new Uint8Array(64), refused);
    await until(() => codes.length > 0);
    expect(new Set(codes)).toEqual(new Set([REJECTS.recovering.code]));
    codes.length = 0;
    bus.serveCommands(() => REJECTS.busy.code);
    bus.submit(new Uint8Array(64), refused);
    await until(() => codes.length > 0);
    expect(new Set(codes)).toEqual(new Set([REJECTS.busy.code]));
    codes.length = 0;
    bus.close();
    bus.submit(new Uint8Array(64), refused);
    await until(() => codes.length > 0);
    expect(new Set(codes)).toEqual(new Set([REJECTS.stopping.code]));
  });
}

function events(open: () => Bus): void {
  it('gives every subscriber bytes of its own, aligned for numbers', async () => {
    const bus = open();
    const seen: number[] = [];
    for (let k = 0; k < 2; k++) {
      bus.onEvents((batch, stamps) => {
        expect(batch.byteOffset % 8).toBe(0);
        expect(stamps).toEqual(STAMPS);
        seen.push(batch[64]!);
        batch.fill(255);
      });
    }
    const memory = new Uint8Array(200).fill(7);
    bus.publishEvents(memory.subarray(3, 131), STAMPS);
    memory.fill(0);
    await until(() => seen.length >= 2);
    expect(new Set(seen)).toEqual(new Set([7]));
    bus.close();
  });

  it('stops giving to one who left', async () => {
    const bus = open();
    let left = 0;
    let stayed = 0;
    const leave = bus.onEvents(() => void left++);
    bus.onEvents(() => void stayed++);
    leave();
    bus.publishEvents(new Uint8Array(64), STAMPS);
    await until(() => stayed > 0);
    expect(left).toBe(0);
    bus.close();
  });
}

function state(open: () => Bus): void {
  it('brings the state as a copy, now or later, or says that nobody has it', async () => {
    const bus = open();
    await expect(bus.requestState()).rejects.toThrow('no engine');
    const memory = new Uint8Array(64).fill(3);
    bus.serveState(() => memory);
    const found = await bus.requestState();
    memory.fill(0);
    expect(found[0]).toBe(3);
    bus.serveState(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return new Uint8Array(64).fill(4);
    });
    expect((await bus.requestState())[0]).toBe(4);
    bus.close();
  });
}
