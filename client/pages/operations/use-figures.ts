// Amounts and times of the office in words.

import { formatDecimal } from '../../../shared/domain/decimal.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { dateTimeText } from '../../ui/zoned-time.ts';

export function useFigures() {
  const zone = usePrefs((state) => state.zone);
  const assets = useInstruments((state) => state.assets);
  return {
    /** Minor units of an asset. */
    money(amountMinor: number, asset: number): string {
      const found = assets.get(asset);
      const amount = formatDecimal(amountMinor, found?.scale ?? 0);
      return `${amount} ${found?.code ?? ''}`.trim();
    },
    time: (micros: number) => dateTimeText(micros, zone),
  };
}
