// Texts of the shell: top bar, footer, sign-in, palette, layouts, preferences.

export const text = {
  en: {
    unknownCode: 'Unknown answer ({{code}})',
    paper: 'PAPER',
  },
  zh: {
    unknownCode: '未知结果（{{code}}）',
    paper: '模拟',
  },
} as const;
