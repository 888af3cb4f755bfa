// A statement as JSON: integers as the ledger has them, with the scale of each currency beside.

import type { StatementHead } from './statement.ts';
import type { StatementWriter } from './statement-writer.ts';

export function createJsonWriter(head: StatementHead): StatementWriter {
  const { assets: _all, instruments, ...figures } = head;
  const symbols = new Map(instruments.map(({ id, symbol }) => [id, symbol]));
  const positions = head.positions.map((one) => ({
    ...one,
    symbol: symbols.get(one.instrument) ?? '',
  }));
  const parts: string[] = [];
  return {
    add(rows) {
      parts.push(rows.map((row) => JSON.stringify(row)).join(','));
    },
    end() {
      const opening = JSON.stringify({ ...figures, positions }).slice(0, -1);
      // Without postings no page came.
      const text = `${opening},"entries":[${parts.join(',')}]}\n`;
      return Promise.resolve(new TextEncoder().encode(text));
    },
  };
}
