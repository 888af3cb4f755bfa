// Texts of the market overview.

export const text = {
  en: {
    view: 'View',
    movers: 'Movers',
    active: 'Active',
    map: 'Map',
    up: 'Top gainers',
    down: 'Top losers',
    turnover: 'Turnover in {{currency}}',
    tile: '{{symbol}}, {{name}}: {{change}}, turnover {{turnover}}',
    breadth: '{{up}} up, {{down}} down, {{flat}} unchanged',
    waiting: 'No trades yet',
    waitingWords: 'The overview fills as soon as instruments trade.',
  },
  zh: {
    view: '视图',
    movers: '涨跌榜',
    active: '活跃榜',
    map: '热力图',
    up: '涨幅榜',
    down: '跌幅榜',
    turnover: '成交额（{{currency}}）',
    tile: '{{symbol}}，{{name}}：{{change}}，成交额 {{turnover}}',
    breadth: '涨 {{up}} 跌 {{down}} 平 {{flat}}',
    waiting: '暂无成交',
    waitingWords: '品种有成交后即显示概览。',
  },
} as const;
