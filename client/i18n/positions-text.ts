// Texts of the positions panel.

export const text = {
  en: {
    cost: 'Average cost',
    realised: 'Realised',
    open: 'Open P&L',
    flatten: 'Flatten',
    reverse: 'Reverse',
    empty: 'No positions',
    emptyWords: 'What you buy or sell short appears here.',
  },
  zh: {
    cost: '平均成本',
    realised: '已实现盈亏',
    open: '浮动盈亏',
    flatten: '平仓',
    reverse: '反手',
    empty: '暂无持仓',
    emptyWords: '买入或卖空后会显示在此。',
  },
} as const;
