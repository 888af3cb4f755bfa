// The words of tax lots as PDF, in both languages.

import type { LotMethod } from './lot-queue.ts';
import type { StatementLanguage } from './statement-text.ts';

type Tables = 'totals' | 'closed' | 'open';

export interface LotWords {
  readonly title: string;
  readonly documentTitle: (account: number, from: string, to: string) => string;
  readonly period: (from: string, to: string, zone: string) => string;
  readonly method: Readonly<Record<LotMethod, string>>;
  readonly longTerm: (days: number | undefined) => string;
  readonly rules: string;
  readonly incomplete: string;
  readonly closing: (closed: number, open: number) => string;
  readonly sections: Readonly<Record<Tables, string>>;
  readonly none: Readonly<Record<Tables, string>>;
  /** Headings of the columns, from left to right. */
  readonly totals: readonly string[];
  readonly closed: readonly string[];
  readonly open: readonly string[];
}

const en: LotWords = {
  title: 'Tax lots',
  documentTitle: (account, from, to) => `Tax lots of account ${String(account)}, ${from} to ${to}`,
  period: (from, to, zone) => `${from} to ${to}, both days included (${zone})`,
  method: {
    fifo: 'Method FIFO: a sale closes the oldest lot first.',
    lifo: 'Method LIFO: a sale closes the newest lot first.',
    hifo: 'Method HIFO: a sale closes the dearest lot first.',
  },
  longTerm: (days) =>
    `Long-term: held more than ${days === undefined ? 'a year' : `${String(days)} days`}; a short sale never is.`,
  rules:
    'Cost and proceeds with fees. Trades that were taken back are left out. What was transferred in has cost zero. Wash sales are not looked for.',
  incomplete:
    'The ledger of this server begins later than the account: lots that were opened before are missing.',
  closing: (closed, open) =>
    `${String(closed)} closed and ${String(open)} open lots, folded anew from the fills.`,
  sections: {
    ...{ totals: 'Totals', closed: 'Closed in the period' },
    open: 'Open at the end of the period',
  },
  none: {
    ...{ totals: 'No lots.', closed: 'Nothing was closed in this period.' },
    open: 'No open lots.',
  },
  totals: ['Currency', 'Cost', 'Proceeds', 'Short-term gain', 'Long-term gain', 'Open cost'],
  closed: [
    ...['Instrument', 'Lot', 'Quantity', 'Opened', 'Closed', 'Days', 'Term'],
    ...['', 'Cost', 'Proceeds', 'Gain'],
  ],
  open: ['Instrument', 'Lot', 'Quantity', 'Opened', '', 'Cost', 'Proceeds'],
};

const zh: LotWords = {
  title: '税务批次',
  documentTitle: (account, from, to) => `账户 ${String(account)} 税务批次，${from} 至 ${to}`,
  period: (from, to, zone) => `${from} 至 ${to}（含首尾两日，${zone}）`,
  method: {
    fifo: '计算方法：先进先出，卖出先了结最早的批次。',
    lifo: '计算方法：后进先出，卖出先了结最近的批次。',
    hifo: '计算方法：高进先出，卖出先了结成本最高的批次。',
  },
  longTerm: (days) =>
    `长期：持有超过${days === undefined ? '一年' : ` ${String(days)} 天`}；卖空一律为短期。`,
  rules: '成本和所得均含手续费。已撤销的成交不计。转入部分的成本为零。不识别洗售交易。',
  incomplete: '本服务器的账本晚于账户开立：此前开立的批次不在其中。',
  closing: (closed, open) =>
    `已了结 ${String(closed)} 个批次，未了结 ${String(open)} 个批次，由成交重新计算。`,
  sections: { totals: '合计', closed: '本期了结', open: '期末未了结' },
  none: { totals: '无批次。', closed: '本期无了结的批次。', open: '无未了结的批次。' },
  totals: ['币种', '成本', '所得', '短期盈亏', '长期盈亏', '未了结成本'],
  closed: ['合约', '批次', '数量', '开立日', '了结日', '天数', '期限', '', '成本', '所得', '盈亏'],
  open: ['合约', '批次', '数量', '开立日', '', '成本', '所得'],
};

export const LOT_WORDS: Readonly<Record<StatementLanguage, LotWords>> = { en, zh };
