// Texts of the ladder.

export const text = {
  en: {
    mine: 'Mine',
    bid: 'Bid',
    price: 'Price',
    ask: 'Ask',
    centre: 'Centre',
    buy: 'Buy',
    sell: 'Sell',
    hint: 'A click on bid or ask fills the ticket; nothing is sent.',
    place: 'Ticket: {{side}} at {{price}}',
  },
  zh: {
    mine: '我的',
    bid: '买',
    price: '价格',
    ask: '卖',
    centre: '居中',
    buy: '买入',
    sell: '卖出',
    hint: '点击买卖列会填入下单面板，不会发送委托。',
    place: '填入下单：{{side}}，价格 {{price}}',
  },
} as const;
