// Texts of the depth panel and of the ladder, which show the same book.

export const text = {
  en: {
    price: 'Price',
    size: 'Size',
    total: 'Total',
    levels: 'Levels',
    choose: 'No instrument',
    chooseWords: 'Choose one in the watchlist.',
  },
  zh: {
    price: '价格',
    size: '数量',
    total: '累计',
    levels: '档位',
    choose: '未选择品种',
    chooseWords: '请在自选中选择。',
  },
} as const;
