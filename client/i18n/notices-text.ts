// Texts of the notices panel.

export const text = {
  en: {
    empty: 'No notices',
    emptyWords: 'What the venue has to say to you appears here.',
    refused: 'Refused',
    info: 'Notice',
    warning: 'Warning',
    critical: 'Critical',
    list: 'Notices, newest first',
  },
  zh: {
    empty: '暂无通知',
    emptyWords: '交易所发给您的消息会显示在这里。',
    refused: '被拒绝',
    info: '通知',
    warning: '警告',
    critical: '严重',
    list: '通知，最新在前',
  },
} as const;
