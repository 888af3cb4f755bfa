// The size beside a price, within the cell: in full where it fits, else in short, cut and never rounded up.
// A figure that loses its last digits at the edge of the cell would look like a smaller one.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { languageStore } from '../../i18n/use-text.ts';
import type { Language } from '../../i18n/text-table.ts';
import { qtyText } from '../../ui/format.ts';
import { shortAmount } from '../../ui/large-figures.ts';

/** How sizes are put into words now; the same object as long as nothing changes. */
export interface SizeFigures {
  readonly instrument: Instrument;
  readonly language: Language;
  /** Characters that a cell has room for. */
  readonly room: number;
}

/** `1,277,000` is what a cell takes; groups hold more and leave some air. */
const ROOM = 9;
const ROOM_IN_GROUPS = 8;

const known = {
  full: new WeakMap<Instrument, SizeFigures>(),
  grouped: new WeakMap<Instrument, SizeFigures>(),
};

export function figuresOf(instrument: Instrument, step: number): SizeFigures {
  const { language } = languageStore.getState();
  const room = step === 1 ? ROOM : ROOM_IN_GROUPS;
  const own = step === 1 ? known.full : known.grouped;
  const before = own.get(instrument);
  if (before?.language === language) return before;
  const figures = { instrument, language, room };
  own.set(instrument, figures);
  return figures;
}

export function rowSize(lots: number, { instrument, language, room }: SizeFigures): string {
  const full = qtyText(lots, instrument);
  if (full.length <= room) return full;
  return shortAmount((lots * instrument.lotStep) / 10 ** instrument.qtyScale, language);
}
