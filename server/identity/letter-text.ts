// What the letters say, in both languages.

import type { Letter } from './mailer.ts';

export type Language = 'en' | 'zh';
type Words = (link: string) => Omit<Letter, 'to'>;

const ENGLISH = {
  confirm: (link) => ({
    subject: 'Confirm your Openbell account',
    text: `Welcome to Openbell.\n\nConfirm your e-mail address within 24 hours:\n\n${link}\n\nIf you did not register, ignore this letter.`,
  }),
  taken: (link) => ({
    subject: 'You have an Openbell account already',
    text: `Somebody, probably you, registered with this address, which has an account already.\n\nSign in, or set a new password:\n\n${link}`,
  }),
  reset: (link) => ({
    subject: 'Set a new Openbell password',
    text: `Set a new password within 30 minutes:\n\n${link}\n\nIf you did not ask for it, ignore this letter: nothing has changed.`,
  }),
  setup: (link) => ({
    subject: 'Set up the first administrator',
    text: `This server has no administrator yet. Set one up within 24 hours:\n\n${link}\n\nThe link works once.`,
  }),
  passwordChanged: (link) => ({
    subject: 'Your Openbell password was changed',
    text: `The password of your account was changed and its other sessions were ended.\n\nIf that was not you, set a new one at once:\n\n${link}`,
  }),
} satisfies Record<string, Words>;

export type LetterKind = keyof typeof ENGLISH;

const CHINESE: Record<LetterKind, Words> = {
  confirm: (link) => ({
    subject: '请确认您的 Openbell 账户',
    text: `欢迎使用 Openbell。\n\n请在 24 小时内确认您的邮箱：\n\n${link}\n\n如非本人注册，请忽略此邮件。`,
  }),
  taken: (link) => ({
    subject: '您已拥有 Openbell 账户',
    text: `有人（可能是您本人）使用此邮箱注册，但该邮箱已有账户。\n\n请直接登录，或设置新密码：\n\n${link}`,
  }),
  reset: (link) => ({
    subject: '设置新的 Openbell 密码',
    text: `请在 30 分钟内设置新密码：\n\n${link}\n\n如非本人操作，请忽略此邮件，您的账户未作任何更改。`,
  }),
  setup: (link) => ({
    subject: '设置首位管理员',
    text: `本服务器尚无管理员，请在 24 小时内完成设置：\n\n${link}\n\n该链接仅可使用一次。`,
  }),
  passwordChanged: (link) => ({
    subject: '您的 Openbell 密码已更改',
    text: `您的账户密码已更改，其他会话均已结束。\n\n如非本人操作，请立即设置新密码：\n\n${link}`,
  }),
};

export function letterOf(kind: LetterKind, language: string, link: string): Omit<Letter, 'to'> {
  return (language === 'zh' ? CHINESE : ENGLISH)[kind](link);
}
