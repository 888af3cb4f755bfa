// A word of the filter means the same to the server as to a table that has its rows: what the row says in the
// user's language has it.

import { describe, expect, it } from 'vitest';
import { fold } from '../../../shared/domain/fold-text.ts';
import type { FilterWord } from '../../../shared/domain/history-window.ts';
import { DoneCause, OrderStatus, statusOfCause } from '../../../shared/domain/order.ts';
import { REJECTS } from '../../../shared/domain/reject.ts';
import type { WindowOrder } from '../../actions/load-window.ts';
import { addTexts, LANGUAGES, translate, type Translate } from '../../i18n/text-table.ts';
import { text as ordersText } from '../../i18n/orders-text.ts';
import { text as rejectText } from '../../i18n/reject-text.ts';
import { text as shellText } from '../../i18n/shell-text.ts';
import { stateText } from '../../ui/OrderState.tsx';
import { historicRow } from './historic-row.ts';
import { orderWords } from './order-words.ts';
import { typeText } from './use-order-columns.tsx';

addTexts('orders', ordersText);
addTexts('reject', rejectText);
addTexts('shell', shellText);

const BLANK = {
  ...{ orderId: 9, clientOrderId: 9, instrument: 0, flags: 0, price: 5, qty: 8 },
  ...{ placedMicros: 1, updatedMicros: 2, costTickLots: 0, feeMinor: 0 },
};

/** Every way an order can be and end, with sides and types taking turns. */
const fates = [
  ...[0, 3].map((filled) => ({ status: OrderStatus.open, cause: 0, filled })),
  { status: OrderStatus.filled, cause: 0, filled: 8 },
  ...Object.values(DoneCause)
    .filter((cause) => cause !== DoneCause.filled)
    .map((cause) => ({ status: statusOfCause(cause), cause, filled: 3 })),
  ...Object.values(REJECTS).map(({ code }) => ({
    ...{ status: OrderStatus.rejected, cause: code, filled: 0 },
  })),
];
const orders: WindowOrder[] = fates.map((fate, k) => ({
  ...{ ...BLANK, ...fate, side: k % 2, type: (k >> 1) % 2, tif: k % 5 },
}));

/** As the server takes it (server/readmodel/window-sql.ts), codes of instruments and ids left out. */
function passes(row: WindowOrder, word: FilterWord): boolean {
  const { sides = [], types = [], states = [], causes = [], codes = [] } = word;
  const isRejected = row.status === OrderStatus.rejected;
  const isOpen = row.status === OrderStatus.open;
  const isEnded = row.status === OrderStatus.cancelled || row.status === OrderStatus.expired;
  return (
    sides.includes(row.side) ||
    types.some(([type, tif]) => row.type === type && row.tif === tif) ||
    (states.includes('working') && isOpen && row.filled === 0) ||
    (states.includes('partFilled') && isOpen && row.filled > 0) ||
    (states.includes('filled') && row.status === OrderStatus.filled) ||
    (states.includes('rejected') && isRejected) ||
    (isEnded && causes.includes(row.cause)) ||
    (isRejected && codes.includes(row.cause))
  );
}

const WORDS = {
  en: [
    'buy',
    'sell',
    'gtc',
    'limit',
    'limitioc',
    'working',
    'part',
    'filled',
    'cancelled',
    'byyou',
  ],
  zh: ['买', '卖出', 'gtc', '限价', '限价ioc', '未成交', '部分', '全部成交', '撤单', '用户'],
};
const MORE = {
  en: ['reject', 'funds', 'expired', 'e', 'nothing of it'],
  zh: ['拒绝', '资金', '过期', '单', '没有的词'],
};

describe.each(LANGUAGES)('words in %s', (language) => {
  const t: Translate = (key, values) => translate(language, key, values);
  const wordOf = orderWords(t);
  const says = (row: WindowOrder) => {
    const side = t(row.side === 0 ? 'orders.buy' : 'orders.sell');
    return [side, typeText(t, row), stateText(t, historicRow(row))].map(fold).join('\n');
  };

  it.each([...WORDS[language], ...MORE[language]])('finds what %s finds', (given) => {
    const word = fold(given);
    const found = orders.filter((row) => passes(row, wordOf(word)));
    expect(found).toEqual(orders.filter((row) => says(row).includes(word)));
  });

  it('finds something by most words, by none all, and by a wrong one nothing', () => {
    const counts = WORDS[language].map(
      (given) => orders.filter((row) => passes(row, wordOf(fold(given)))).length,
    );
    expect(counts.filter((count) => count > 0 && count < orders.length).length).toBeGreaterThan(7);
    expect(orders.some((row) => passes(row, wordOf(fold(MORE[language].at(-1)!))))).toBe(false);
  });
});
