// Orders as a sentence in the palette: `buy 0.5 BTCUSDT 61000`, `sell BTCUSDT`, `买 1万 EUR/USD 1.08`. It only
// reads; what it understood goes to the ticket and is sent from there.

import { parseDecimal } from '../../shared/domain/decimal.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { parseSize } from '../../shared/domain/size-text.ts';

export interface OrderSentence {
  readonly side: Side;
  readonly instrument: number;
  /** Lots; undefined: none was said, or it is no multiple of the lot. */
  readonly lots: number | undefined;
  /** Ticks; undefined: none was said, or it is off the ladder of ticks. */
  readonly ticks: number | undefined;
}

const VERBS: Readonly<Record<string, Side>> = {
  ...{ buy: Side.buy, b: Side.buy, 买: Side.buy, 买入: Side.buy },
  ...{ sell: Side.sell, s: Side.sell, 卖: Side.sell, 卖出: Side.sell },
};
const BETWEEN = new Set(['at', '@', '于']);

/** Undefined: it is no sentence of this kind. `find` gives the instrument that a word means best. */
export function readOrderSentence(
  text: string,
  find: (word: string) => Instrument | undefined,
): OrderSentence | undefined {
  const [verb = '', ...rest] = text.trim().split(/\s+/);
  const side = VERBS[verb.toLowerCase()];
  const words = rest.filter((word) => !BETWEEN.has(word.toLowerCase()));
  if (side === undefined || words.length === 0 || words.length > 3) return undefined;
  // A code may be all digits: with two words the first is a size only if the second is listed.
  const at = words.length > 1 && find(words[1]!) !== undefined && /^[\d.]/.test(words[0]!) ? 1 : 0;
  const instrument = find(words[at]!);
  if (instrument === undefined || words.length > at + 2) return undefined;
  const { id, qtyScale, lotStep, priceScale, tickStep } = instrument;
  const price = words[at + 1]?.replaceAll(',', '');
  return {
    side,
    instrument: id,
    lots: at === 1 ? steps(parseSize(words[0]!, qtyScale), lotStep) : undefined,
    ticks: price === undefined ? undefined : steps(parseDecimal(price, priceScale), tickStep),
  };
}

function steps(value: number | undefined, step: number): number | undefined {
  return value === undefined || value <= 0 || value % step !== 0 ? undefined : value / step;
}
