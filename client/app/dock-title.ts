// The name of a panel on the desk. The second chart is `Chart 2`: groups of one kind can be told apart.

import type { TextKey } from '../i18n/text-table.ts';
import { textNow } from '../i18n/use-text.ts';
import { panelEntry } from './panel-registry.ts';

export function titleOf(kind: string, id: string): string {
  const entry = panelEntry(kind);
  const key: TextKey = entry?.title ?? 'shell.unknownPanel';
  const number = Number(id.slice(kind.length + 1));
  return number > 1 ? `${textNow(key)} ${String(number)}` : textNow(key);
}
