// Squarified treemap: rectangles whose areas are as their weights, each as near to a square as it goes.
// M. Bruls, K. Huizing, J. J. van Wijk, "Squarified Treemaps", 2000.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box for each weight, in the order of the weights; all weights are above zero. */
export function squarify(weights: readonly number[], whole: Box): readonly Box[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const scale = (whole.width * whole.height) / sum;
  const order = weights.map((_, k) => k).sort((a, b) => weights[b]! - weights[a]! || a - b);
  const boxes: Box[] = [];
  let rest = whole;
  for (let from = 0; from < order.length;) {
    const side = Math.min(rest.width, rest.height);
    const areas: number[] = [];
    let to = from;
    // A row takes the next one as long as its worst box gets no thinner.
    while (to < order.length) {
      const longer = [...areas, weights[order[to]!]! * scale];
      if (areas.length > 0 && worst(longer, side) > worst(areas, side)) break;
      areas.push(longer.at(-1)!);
      to += 1;
    }
    const [row, left] = layRow(areas, rest);
    row.forEach((box, k) => {
      boxes[order[from + k]!] = box;
    });
    rest = left;
    from = to;
  }
  return boxes;
}

/** The worst ratio of sides in a row of these areas along a side. */
function worst(areas: readonly number[], side: number): number {
  const sum = areas.reduce((total, area) => total + area, 0);
  const [most, least] = [Math.max(...areas), Math.min(...areas)];
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

/** The row along the shorter side, and what is left beside it. */
function layRow(areas: readonly number[], rest: Box): readonly [readonly Box[], Box] {
  const { x, y, width, height } = rest;
  const isColumn = height <= width;
  const side = isColumn ? height : width;
  const depth = areas.reduce((total, area) => total + area, 0) / side;
  let at = 0;
  const row = areas.map((area) => {
    const length = area / depth;
    const box = isColumn
      ? { x, y: y + at, width: depth, height: length }
      : { x: x + at, y, width: length, height: depth };
    at += length;
    return box;
  });
  const left = isColumn
    ? { x: x + depth, y, width: Math.max(0, width - depth), height }
    : { x, y: y + depth, width, height: Math.max(0, height - depth) };
  return [row, left];
}
