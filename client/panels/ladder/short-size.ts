// A size as short as it can be said exactly: `0.25`, `300`, `1M`, `50万`.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { Language } from '../../i18n/text-table.ts';
import { qtyText } from '../../ui/format.ts';
import { shortAmount } from '../../ui/large-figures.ts';

const SHORTENED_FROM = 10_000;

export function sizeText(
  lots: number,
  instrument: Pick<Instrument, 'lotStep' | 'qtyScale'>,
  language: Language,
): string {
  const units = (lots * instrument.lotStep) / 10 ** instrument.qtyScale;
  const isRound = Number(units.toPrecision(3)) === units;
  const text =
    units >= SHORTENED_FROM && isRound
      ? shortAmount(units, language)
      : qtyText(lots, instrument as Instrument);
  return text.replace(/(\.\d*?)0+(?=\D*$)/, '$1').replace(/\.(?=\D*$)/, '');
}
