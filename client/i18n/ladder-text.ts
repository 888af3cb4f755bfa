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
    qty: 'Quantity',
    disarmed: 'Disarmed: clicks send nothing. Arm trading in the top bar.',
    armed: 'Armed: a click on bid or ask places a limit order.',
    place: '{{side}} at {{price}}',
  },
  zh: {
    mine: '我的',
    bid: '买',
    price: '价格',
    ask: '卖',
    centre: '居中',
    buy: '买入',
    sell: '卖出',
    qty: '数量',
    disarmed: '未解锁：点击不会发送委托，请在顶栏解锁交易。',
    armed: '已解锁：点击买卖列即以限价下单。',
    place: '{{side}}，价格 {{price}}',
  },
} as const;
