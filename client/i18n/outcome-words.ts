// Reject codes and done causes in words; load the namespaces `reject` and `cause` before.

import { DoneCause } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Translate } from './text-table.ts';

const rejectNames = new Map<number, string>(
  Object.entries(REJECTS).map(([name, { code }]) => [code, name]),
);
const causeNames = new Map<number, string>(
  Object.entries(DoneCause).map(([name, cause]) => [cause, name]),
);

export function rejectWords(t: Translate, code: number): string {
  const name = rejectNames.get(code);
  return name === undefined ? t('shell.unknownCode', { code }) : t(`reject.${name}`);
}

export function causeWords(t: Translate, cause: number): string {
  const name = causeNames.get(cause);
  return name === undefined ? t('shell.unknownCode', { code: cause }) : t(`cause.${name}`);
}
