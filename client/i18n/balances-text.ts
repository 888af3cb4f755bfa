// Texts of the balances panel.

export const text = {
  en: {
    asset: 'Asset',
    available: 'Available',
    held: 'Held',
    empty: 'No account',
    emptyWords: 'This role has no trading account.',
  },
  zh: {
    asset: '资产',
    available: '可用',
    held: '冻结',
    empty: '没有账户',
    emptyWords: '当前角色没有交易账户。',
  },
} as const;
