// Amounts and times of the office in words.

import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { moneyText } from '../../ui/format.ts';
import { dateTimeText } from '../../ui/zoned-time.ts';

export function useFigures() {
  const zone = usePrefs((state) => state.zone);
  const assets = useInstruments((state) => state.assets);
  return {
    /** Minor units of an asset. */
    money(amountMinor: number, asset: number): string {
      const found = assets.get(asset);
      const scale = found?.scale ?? 0;
      const amount = moneyText(amountMinor, scale, scale);
      return `${amount} ${found?.code ?? ''}`.trim();
    },
    time: (micros: number) => dateTimeText(micros, zone),
  };
}
