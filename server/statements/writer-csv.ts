// A statement as CSV: one row per posting, between the opening and the closing balance of each currency.

import { formatDecimal } from '../../shared/domain/decimal.ts';
import { csvLine } from './csv-text.ts';
import type { StatementHead } from './statement.ts';
import { createPostingWriter, type PostingText, type StatementLanguage } from './statement-text.ts';
import type { StatementWriter } from './statement-writer.ts';

const COLUMNS: readonly (keyof PostingText)[] = [
  ...(['time', 'entry', 'cause', 'currency', 'amount', 'balance'] as const),
  ...(['symbol', 'side', 'quantity', 'price', 'reference'] as const),
];
const HEADINGS = {
  en: 'Time (UTC),Entry,Type,Currency,Amount,Balance,Instrument,Side,Quantity,Price,Reference',
  zh: '时间（UTC）,流水号,类型,币种,发生额,余额,合约,方向,数量,价格,参考号',
};
const ENDS = { en: ['Opening balance', 'Closing balance'], zh: ['期初余额', '期末余额'] } as const;
/** Spreadsheets take UTF-8 without it for something else. */
const BYTE_ORDER_MARK = '\uFEFF';

export function createCsvWriter(head: StatementHead, language: StatementLanguage): StatementWriter {
  const textOf = createPostingWriter(head, language);
  const [opening, closing] = ENDS[language];
  const parts = [BYTE_ORDER_MARK, `${HEADINGS[language]}\r\n`];
  const balances = (time: string, words: string, which: 'openingMinor' | 'closingMinor'): void => {
    for (const line of head.currencies) {
      const balance = formatDecimal(line[which], line.scale);
      parts.push(csvLine([time, '', words, line.code, '', balance, '', '', '', '', '']));
    }
  };
  balances(`${head.from}T00:00:00.000Z`, opening, 'openingMinor');
  return {
    add(rows) {
      let text = '';
      for (const row of rows) {
        const posting = textOf(row);
        text += csvLine(COLUMNS.map((column) => posting[column]));
      }
      parts.push(text);
    },
    end() {
      balances(`${head.to}T23:59:59.999Z`, closing, 'closingMinor');
      return Promise.resolve(new TextEncoder().encode(parts.join('')));
    },
  };
}
