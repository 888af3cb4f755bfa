// Statements as the rest of the server sees them: asked for, written in a thread of their own out of
// pages of postings, so many at a time.

import { prepareLots } from './lot-source.ts';
import type { LotsAsk } from './lots-report.ts';
import { prepareStatement } from './statement.ts';
import type { StatementAsk, StatementSource } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import type { StatementFormat } from './statement-writer.ts';
import { writeInWorker } from './write-in-worker.ts';

export interface Statements {
  /** The same ledger gives the same bytes; or why there is none. */
  make(
    ask: StatementAsk,
    format: StatementFormat,
    language: StatementLanguage,
  ): Promise<Uint8Array | 'too long' | 'busy'>;
  /** Tax lots: what was closed in the period, and what is open at its end. */
  lots(ask: LotsAsk): Promise<Uint8Array | 'too long' | 'busy'>;
}

/** Postings of one statement: about 2,200 pages. */
export const POSTINGS_MAX = 100_000;
/** Fills that one folding of lots goes through. */
export const FILLS_MAX = 200_000;
const AT_ONCE = 2;
const WAITING_MAX = 16;

export function createStatements(source: StatementSource): Statements {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** False: too many wait already. */
  async function enter(): Promise<boolean> {
    if (running < AT_ONCE) {
      running += 1;
      return true;
    }
    if (waiting.length >= WAITING_MAX) return false;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return true;
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  async function inTurn<Made>(make: () => Promise<Made>): Promise<Made | 'busy'> {
    if (!(await enter())) return 'busy';
    try {
      return await make();
    } finally {
      leave();
    }
  }

  return {
    make: (ask, format, language) =>
      inTurn(async () => {
        const { head, pages } = await prepareStatement(source, ask);
        if (head.postings > POSTINGS_MAX) return 'too long';
        return writeInWorker('./statement-worker.ts', { format, language, head }, pages());
      }),
    lots: (ask) =>
      inTurn(async () => {
        const found = await prepareLots(source, ask);
        if (found === undefined || found.fills > FILLS_MAX) return 'too long';
        const { pages, parts } = found;
        return writeInWorker('./lots-worker.ts', { ...ask, ...parts }, pages());
      }),
  };
}
