// Where the tiles of the market map stand: one map for each currency, in it tiles as large as the turnover.

import { byCurrency, type Mover } from './market-overview.ts';
import { squarify, type Box } from './squarify.ts';

export interface HeatTile extends Box {
  readonly mover: Mover;
  /** What of its words it has room for. */
  readonly words: 'all' | 'name' | 'none';
}

export interface HeatMap {
  /** Asset id of the quote currency. */
  readonly currency: number;
  /** px */
  readonly height: number;
  readonly tiles: readonly HeatTile[];
}

/** No tile is smaller than this part of an average one: a quiet instrument is still to be hit. */
const LEAST_PART = 1 / 2;
/** px² of an average tile at least, so that nearly every one has room for a name. */
const LEAST_AREA_PX = 7_200;
const LEAST_HEIGHT_PX = 72;
const NAME_PX = { width: 46, height: 18 };
const ALL_PX = { width: 54, height: 34 };

/** Maps of all currencies in a column `width` wide, as high together as `height` where that is enough. */
export function heatMaps(movers: readonly Mover[], width: number, height: number): HeatMap[] {
  return byCurrency(movers).map(({ currency, members }) => {
    const share = Math.floor((height * members.length) / movers.length);
    const roomy = Math.ceil((members.length * LEAST_AREA_PX) / width);
    const own = Math.max(LEAST_HEIGHT_PX, share, roomy);
    const box = { x: 0, y: 0, width, height: own };
    const boxes = squarify(weightsOf(members), box);
    const tiles = members.map((mover, k) => ({ mover, words: roomOf(boxes[k]!), ...boxes[k]! }));
    return { currency, height: own, tiles };
  });
}

export function weightsOf(movers: readonly Mover[]): readonly number[] {
  const sum = movers.reduce((total, { turnover }) => total + turnover, 0);
  const least = (sum / movers.length) * LEAST_PART;
  return movers.map(({ turnover }) => Math.max(turnover, least) || 1);
}

function roomOf({ width, height }: Box): HeatTile['words'] {
  if (width >= ALL_PX.width && height >= ALL_PX.height) return 'all';
  return width >= NAME_PX.width && height >= NAME_PX.height ? 'name' : 'none';
}
