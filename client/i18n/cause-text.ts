// Why an order ended, in words: one text per cause of shared/domain/order.ts.

import type { DoneCause } from '../../shared/domain/order.ts';
import type { Language } from './text-table.ts';

type CauseName = keyof typeof DoneCause;

export const text = {
  en: {
    filled: 'Filled',
    user: 'Cancelled by you',
    immediateRemainder: 'Rest cancelled: immediate or cancel',
    fillOrKill: 'Cancelled: could not fill whole',
    selfTrade: 'Cancelled: met your own order',
    timeExpired: 'Expired at its time',
    dayEnd: 'Expired at the end of the day',
    disconnect: 'Cancelled: your connection was lost',
    deadMan: 'Cancelled by the dead-man timer',
    operator: 'Cancelled by the operator',
    reduceOnly: 'Cancelled: nothing left to reduce',
    amendedAway: 'Ended by its amendment',
    marketBound: 'Rest cancelled: price bound reached',
    priceWindow: 'Rest cancelled: next price outside the volatility window',
  },
  zh: {
    filled: '全部成交',
    user: '用户撤单',
    immediateRemainder: '即时成交，剩余已撤',
    fillOrKill: '未能全部成交，已撤',
    selfTrade: '与自己的委托相遇，已撤',
    timeExpired: '到期失效',
    dayEnd: '当日收盘失效',
    disconnect: '连接断开，已撤',
    deadMan: '超时保护，已撤',
    operator: '管理员撤单',
    reduceOnly: '已无可减仓位，已撤',
    amendedAway: '改单后结束',
    marketBound: '到达价格保护，剩余已撤',
    priceWindow: '对手价超出波动区间，剩余已撤',
  },
} as const satisfies Record<Language, Record<CauseName, string>>;
