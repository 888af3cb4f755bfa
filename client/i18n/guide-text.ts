// Texts of the guide to the first order.

export const text = {
  en: {
    title: 'Guide: your first order',
    step: '{{n}} of {{count}}',
    finished: 'Done.',
    show: 'Go to {{panel}}',
    close: 'Close the guide; it can be found again under ?',
    instrument: 'Pick another instrument in the watchlist. This is a paper account: play money.',
    size: 'Give the order a size: type a quantity or press one of the sizes in the ticket.',
    place: 'Set a limit price below the market, so that it waits, and buy.',
    change: 'Your order works. Choose its row: amend the price or the size, or cancel it.',
    fill: 'Now buy at the price that is asked: the order fills at once.',
    done: 'Placed, changed, filled: that was a whole order. Every word of it is in the glossary.',
  },
  zh: {
    title: '新手引导：第一笔委托',
    step: '第 {{n}} 步，共 {{count}} 步',
    finished: '完成。',
    show: '前往{{panel}}',
    close: '关闭引导；按 ? 可再次打开',
    instrument: '在自选中选择另一个品种。这是模拟账户，不涉及真实资金。',
    size: '填写数量，或点选下单面板中的常用数量。',
    place: '填写低于市价的限价，使委托挂单等待，然后买入。',
    change: '委托已挂单。选中该行，修改价格或数量，或者撤单。',
    fill: '现在按卖一价买入，委托会立即成交。',
    done: '下单、改单、成交，一笔委托的全过程就是这样。所有术语都在术语表中。',
  },
};
