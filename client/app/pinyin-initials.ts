// Pinyin initials of Chinese names; its dictionary is big and comes only when a name needs it.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { Initials } from './palette-index.ts';

const HAN = /\p{Script=Han}/u;

export async function loadInitials(instruments: readonly Instrument[]): Promise<Initials> {
  if (!instruments.some(({ name }) => HAN.test(name))) return () => '';
  const { pinyin } = await import('pinyin-pro');
  return (name) =>
    HAN.test(name)
      ? pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('')
      : '';
}
