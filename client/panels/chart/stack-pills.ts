// Handles of lines that lie close together: as near to their own lines as they can be without one covering
// another. Least squares under a fixed order, by pooling neighbours that would overlap.

interface Block {
  /** Mean of where its members would have their first one. */
  start: number;
  count: number;
}

/**
 * Middles for pills whose lines are at `ys` (ascending, px), each at least `gap` apart. A stack that fits
 * between `top` and `bottom` stays between them.
 */
export function stackPills(
  ys: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): readonly number[] {
  const blocks: Block[] = [];
  for (const y of ys) {
    blocks.push({ start: y, count: 1 });
    for (;;) {
      const [before, last] = blocks.slice(-2);
      if (before === undefined || last === undefined) break;
      if (before.start + before.count * gap <= last.start) break;
      const count = before.count + last.count;
      const moved = (last.start - before.count * gap) * last.count;
      before.start = (before.start * before.count + moved) / count;
      before.count = count;
      blocks.pop();
    }
  }
  const places = blocks.flatMap(({ start, count }) =>
    Array.from({ length: count }, (_, k) => start + k * gap),
  );
  return keepBetween(places, gap, top, bottom);
}

/** Pushed back from the edges in the order of the stack; the lower edge gives way when it is too much. */
function keepBetween(places: number[], gap: number, top: number, bottom: number): number[] {
  for (let k = places.length - 1, most = bottom; k >= 0; k--, most -= gap) {
    places[k] = Math.min(places[k]!, most);
  }
  for (let k = 0, least = top; k < places.length; k++, least += gap) {
    places[k] = Math.max(places[k]!, least);
  }
  return places;
}
