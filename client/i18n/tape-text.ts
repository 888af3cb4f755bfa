// Texts of time and sales.

export const text = {
  en: {
    time: 'Time',
    price: 'Price',
    size: 'Size',
    atLeast: 'At least',
    empty: 'No trades yet',
    emptyWords: 'They appear here as they happen.',
  },
  zh: {
    time: '时间',
    price: '价格',
    size: '数量',
    atLeast: '不少于',
    empty: '暂无成交',
    emptyWords: '成交后会显示在此。',
  },
} as const;
