// A hash over 32-bit words in 16 hexadecimal digits: two lanes, no cryptography.

const LANES = [
  { start: 0x811c9dc5, factor: 0x85ebca6b, shift: 13 },
  { start: 0x01000193, factor: 0x297a2d39, shift: 15 },
] as const;

/** Each step is a bijection of the word for a given state: one changed word always shows. */
export function hashWords(words: Int32Array, from: number, to: number): string {
  return LANES.map(({ start, factor, shift }) => {
    let lane: number = start;
    for (let k = from; k < to; k++) {
      lane = Math.imul(lane ^ words[k]!, factor);
      lane ^= lane >>> shift;
    }
    lane = Math.imul(lane ^ (to - from), factor);
    return ((lane ^ (lane >>> shift)) >>> 0).toString(16).padStart(8, '0');
  }).join('');
}
