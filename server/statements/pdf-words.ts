// The words of a statement as PDF, in both languages.

import type { PostingText, StatementLanguage } from './statement-text.ts';

export interface PdfWords {
  readonly title: string;
  /** Title of the document, for readers that list it. */
  readonly documentTitle: (account: number, from: string, to: string) => string;
  readonly account: (account: number) => string;
  readonly period: (from: string, to: string) => string;
  readonly foot: (from: string, to: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly closing: (postings: number) => string;
  readonly details: (posting: PostingText, grouped: (decimal: string) => string) => string;
  readonly incomplete: string;
  readonly sections: { readonly [K in 'balances' | 'positions' | 'postings']: string };
  readonly none: { readonly [K in 'balances' | 'positions' | 'postings']: string };
  /** Headings of the columns, from left to right. */
  readonly summary: readonly string[];
  readonly positions: readonly string[];
  readonly postings: readonly string[];
}

const en: PdfWords = {
  title: 'Account statement',
  documentTitle: (account, from, to) => `Statement of account ${String(account)}, ${from} to ${to}`,
  account: (account) => `Account ${String(account)}`,
  period: (from, to) => `${from} to ${to}, both days included (UTC)`,
  foot: (from, to) => `${from} to ${to}`,
  page: (page, pages) => `Page ${String(page)} of ${String(pages)}`,
  closing: (postings) => `${String(postings)} postings, recomputed from the cash ledger.`,
  details: ({ symbol, side, quantity, price, reference }, grouped) =>
    symbol === ''
      ? `Reference ${reference}`
      : `${side} ${grouped(quantity)} ${symbol} at ${grouped(price)}`,
  incomplete:
    'The ledger of this server begins later than the account: opening balances lack what was before.',
  sections: {
    balances: 'Balances',
    positions: 'Positions at the end of the period',
    postings: 'Postings',
  },
  none: {
    balances: 'No balances.',
    positions: 'No open positions.',
    postings: 'No postings in this period.',
  },
  summary: ['Currency', 'Opening', 'Credits', 'Debits', 'of which fees', 'stamp duty', 'Closing'],
  positions: ['Instrument', 'Quantity', 'Cost', 'Average price'],
  postings: ['Time (UTC)', 'Type', 'Details', 'Currency', 'Amount', 'Balance'],
};

const zh: PdfWords = {
  title: '账户对账单',
  documentTitle: (account, from, to) => `账户 ${String(account)} 对账单，${from} 至 ${to}`,
  account: (account) => `账户 ${String(account)}`,
  period: (from, to) => `${from} 至 ${to}（含首尾两日，UTC）`,
  foot: (from, to) => `${from} 至 ${to}`,
  page: (page, pages) => `第 ${String(page)} 页，共 ${String(pages)} 页`,
  closing: (postings) => `共 ${String(postings)} 笔流水，由资金账重新计算。`,
  details: ({ symbol, side, quantity, price, reference }, grouped) =>
    symbol === ''
      ? `参考号 ${reference}`
      : `${side} ${grouped(quantity)} ${symbol}，价格 ${grouped(price)}`,
  incomplete: '本服务器的账本晚于账户开立：期初余额不含此前的发生额。',
  sections: { balances: '余额', positions: '期末持仓', postings: '资金流水' },
  none: { balances: '无余额。', positions: '无持仓。', postings: '本期无资金流水。' },
  summary: ['币种', '期初余额', '收入', '支出', '其中手续费', '印花税', '期末余额'],
  positions: ['合约', '数量', '成本', '均价'],
  postings: ['时间（UTC）', '类型', '摘要', '币种', '发生额', '余额'],
};

export const PDF_WORDS: Readonly<Record<StatementLanguage, PdfWords>> = { en, zh };
