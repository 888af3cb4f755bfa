// Texts of the fills panel.

export const text = {
  en: {
    fee: 'Fee',
    role: 'Liquidity',
    took: 'Took',
    made: 'Made',
    empty: 'No fills yet',
    emptyWords: 'Executions of your orders appear here.',
  },
  zh: {
    fee: '手续费',
    role: '流动性',
    took: '吃单',
    made: '挂单',
    empty: '暂无成交',
    emptyWords: '委托成交后会显示在此。',
  },
} as const;
