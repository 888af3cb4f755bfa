// Pinyin initials of Chinese names. The dictionary is big and comes only when a name needs it; names are
// spelt a few at a time, so that the page stays quick while twenty thousand are read.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { Initials } from './instrument-search.ts';

const HAN = /\p{Script=Han}/u;
/** About 5 ms of work. */
const SLICE = 400;

/** Spelt names stay known: the palette opens often, names change rarely. */
const spelt = new Map<string, string>();

export async function loadInitials(instruments: readonly Instrument[]): Promise<Initials> {
  const names = instruments
    .map(({ name }) => name)
    .filter((name) => HAN.test(name) && !spelt.has(name));
  if (names.length > 0) {
    const { pinyin } = await import('pinyin-pro');
    const options = { pattern: 'first', toneType: 'none', type: 'array' } as const;
    for (let from = 0; from < names.length; from += SLICE) {
      if (from > 0) await nextTask();
      for (const name of names.slice(from, from + SLICE))
        spelt.set(name, pinyin(name, options).join(''));
    }
  }
  return (name) => spelt.get(name) ?? '';
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
