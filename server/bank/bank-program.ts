// npm run bank: the simulated bank as a program of its own, with its own books.

import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { openBankBooks } from './bank-books.ts';
import type { Scheduler } from './bank-callbacks.ts';
import { postCallbacks, serveBank, type BankServer } from './bank-server.ts';
import { createSimulatedBank, type SimulatedBank } from './simulated-bank.ts';

export interface BankSettings {
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  /** The venue's account. */
  readonly iban: string;
  readonly secret: Uint8Array;
  /** Of the books; `:memory:` forgets them at the end. */
  readonly file: string;
  /** Where call-backs go. */
  readonly callback: () => string;
}

export interface RunningBank {
  readonly bank: SimulatedBank;
  readonly url: string;
  stop(): Promise<void>;
}

/** Timers do not keep the process alive; the server does. */
function wallClock(): Scheduler & { stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    nowMs: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer.unref());
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

export async function runBank(settings: BankSettings): Promise<RunningBank> {
  if (settings.file !== ':memory:') mkdirSync(dirname(settings.file), { recursive: true });
  const books = openBankBooks(settings.file);
  const scheduler = wallClock();
  const { seed, iban, secret } = settings;
  const deliver = postCallbacks(settings.callback);
  const bank = createSimulatedBank({ seed, iban, secret, books, scheduler, deliver });
  const server: BankServer = await serveBank(bank, settings.host, settings.port);
  return {
    bank,
    url: server.url,
    async stop() {
      scheduler.stop();
      await server.close();
      books.close();
    },
  };
}

const HELP = `npm run bank -- --callback <url> --secret-file <file> [--port 8890] [--host 127.0.0.1]
  [--seed 1] [--data <books file, default memory>] [--iban <account of the venue>]`;

/** Reads the flags of the program; throws with one sentence for a mistake. */
export function readBankFlags(argv: readonly string[], ibanOfVenue: string): BankSettings {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8890' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string', default: ':memory:' },
      iban: { type: 'string', default: ibanOfVenue },
      callback: { type: 'string' },
      'secret-file': { type: 'string' },
    },
  });
  const { callback, 'secret-file': secretFile } = values;
  if (callback === undefined || secretFile === undefined) throw new Error(HELP);
  return {
    ...{ host: values.host, port: Number(values.port), seed: Number(values.seed) },
    ...{ iban: values.iban, file: values.data, callback: () => callback },
    secret: readFileSync(secretFile),
  };
}
