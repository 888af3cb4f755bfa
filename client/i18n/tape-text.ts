// Texts of time and sales.

export const text = {
  en: {
    time: 'Time',
    price: 'Price',
    size: 'Size',
    atLeast: 'Smallest size shown',
    you: 'you',
    fresh: '{{n}} new · back to the newest',
    lost_one: '{{count}} trade was lost on the way.',
    lost_other: '{{count}} trades were lost on the way.',
    empty: 'No trades yet',
    emptyFilter: 'No trade of this size yet',
    large: 'Bar at the left: at least {{n}} times the average size.',
  },
  zh: {
    time: '时间',
    price: '价格',
    size: '数量',
    atLeast: '显示的最小数量',
    you: '我',
    fresh: '{{n}} 笔新成交 · 回到最新',
    lost_other: '传输中丢失 {{count}} 笔成交。',
    empty: '暂无成交',
    emptyFilter: '暂无该数量以上的成交',
    large: '左侧竖条：至少为平均数量的 {{n}} 倍。',
  },
} as const;
