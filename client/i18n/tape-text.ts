// Texts of time and sales.

export const text = {
  en: {
    time: 'Time',
    price: 'Price',
    size: 'Size',
    atLeast: 'At least',
    choose: 'No instrument',
    chooseWords: 'Choose one in the watchlist.',
  },
  zh: {
    time: '时间',
    price: '价格',
    size: '数量',
    atLeast: '不少于',
    choose: '未选择品种',
    chooseWords: '请在自选中选择。',
  },
} as const;
