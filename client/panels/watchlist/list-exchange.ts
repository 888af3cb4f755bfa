// A watchlist to a file of the user's and back; says what was read and what of it is not listed here.

import type { Translate } from '../../i18n/text-table.ts';
import { instrumentsStore } from '../../state/instruments-store.ts';
import { createList, type WatchList } from '../../state/watch-groups.ts';
import {
  LARGEST_FILE_BYTES,
  readListFile,
  unknownSymbols,
  writeListFile,
} from '../../state/watch-list-file.ts';

/** Unknown symbols that are named; the rest is counted. */
const NAMED = 5;

export function exportList(list: WatchList): void {
  const url = URL.createObjectURL(new Blob([writeListFile(list)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${list.name.replace(/[^\p{L}\p{N}]+/gu, '-')}.openbell.json`;
  link.click();
  // The download has begun with the click; some browsers still read the address in the same task.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 1000);
}

export function importList(
  t: Translate,
  chosen: (id: string) => void,
  say: (words: string) => void,
): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json,text/plain';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    if (file.size > LARGEST_FILE_BYTES) {
      say(t('watchlist.unreadable'));
      return;
    }
    file.text().then(
      (text) => {
        take(text, t, chosen, say);
      },
      () => {
        say(t('watchlist.unreadable'));
      },
    );
  });
  input.click();
}

function take(
  text: string,
  t: Translate,
  chosen: (id: string) => void,
  say: (words: string) => void,
): void {
  const file = readListFile(text);
  if (!file.ok) {
    say(t(file.why === 'newer' ? 'watchlist.newer' : 'watchlist.unreadable'));
    return;
  }
  const id = createList(file.list.name, file.list.symbols);
  if (id === undefined) {
    say(t('watchlist.tooMany'));
    return;
  }
  chosen(id);
  const { instruments } = instrumentsStore.getState();
  const listed = new Set([...instruments.values()].map(({ symbol }) => symbol));
  const unknown = unknownSymbols(file.list.symbols, (symbol) => listed.has(symbol));
  const read = t('watchlist.imported', { name: file.list.name, count: file.list.symbols.length });
  const kept = t('watchlist.unknownKept', {
    count: unknown.length,
    symbols: unknown.slice(0, NAMED).join(', ') + (unknown.length > NAMED ? ' …' : ''),
  });
  say(unknown.length === 0 ? read : `${read} ${kept}`);
}
