// The words of changes in the language of the page, with the instruments by their symbols.

import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import type { Market } from './proposal-words.ts';

export function useMarketWords(): Market {
  const t = useText();
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  return { t, instruments, assets };
}
