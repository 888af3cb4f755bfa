// Which price levels hold orders: a bitmap of four tiers over the level arena of all instruments.

const WORD_BITS = 5;

export interface LevelBitmap {
  set(level: number): void;
  clear(level: number): void;
  /** Lowest set level above `level` and below `end`; `end` when there is none. */
  above(level: number, end: number): number;
  /** Highest set level below `level` and above `none`; `none` when there is none. */
  below(level: number, none: number): number;
}

/**
 * A bit of tier 0 is a level; a bit of tier n + 1 says that a word of tier n is not zero. One word of
 * tier 3 covers 2^20 levels, so a search looks at no more than one word per tier and, on ladders of
 * millions of ticks, a handful of words of tier 3. Neighbouring instruments share the tiers: a
 * search that runs into another instrument's window is cut at `end` or `none`.
 */
export function createLevelBitmap(levels: number): LevelBitmap {
  const tier0 = new Int32Array((levels >> 5) + 2);
  const tier1 = new Int32Array((levels >> 10) + 2);
  const tier2 = new Int32Array((levels >> 15) + 2);
  const tier3 = new Int32Array((levels >> 20) + 2);
  const tier3Words = tier3.length;

  function set(level: number): void {
    const word0 = level >> 5;
    const before = tier0[word0]!;
    tier0[word0] = before | (1 << (level & 31));
    if (before === 0) raise(word0);
  }

  function raise(word0: number): void {
    const word1 = word0 >> WORD_BITS;
    const word2 = word1 >> WORD_BITS;
    tier1[word1]! |= 1 << (word0 & 31);
    tier2[word2]! |= 1 << (word1 & 31);
    tier3[word2 >> WORD_BITS]! |= 1 << (word2 & 31);
  }

  function clear(level: number): void {
    const word0 = level >> 5;
    const left = tier0[word0]! & ~(1 << (level & 31));
    tier0[word0] = left;
    if (left === 0) lower(word0);
  }

  function lower(word0: number): void {
    const word1 = word0 >> WORD_BITS;
    const left1 = tier1[word1]! & ~(1 << (word0 & 31));
    tier1[word1] = left1;
    if (left1 !== 0) return;
    const word2 = word1 >> WORD_BITS;
    const left2 = tier2[word2]! & ~(1 << (word1 & 31));
    tier2[word2] = left2;
    if (left2 === 0) tier3[word2 >> WORD_BITS]! &= ~(1 << (word2 & 31));
  }

  function above(level: number, end: number): number {
    const from = level + 1;
    const word0 = from >> 5;
    const bits = tier0[word0]! & (-1 << (from & 31));
    if (bits !== 0) {
      const found = (word0 << 5) + lowestBit(bits);
      return found < end ? found : end;
    }
    return aboveWord(word0, end);
  }

  /** The search goes on in the tiers above, from the word after `word0`. */
  function aboveWord(word0: number, end: number): number {
    let index = word0 + 1;
    let word1 = index >> WORD_BITS;
    let bits = tier1[word1]! & (-1 << (index & 31));
    if (bits === 0) {
      index = word1 + 1;
      let word2 = index >> WORD_BITS;
      bits = tier2[word2]! & (-1 << (index & 31));
      if (bits === 0) {
        index = word2 + 1;
        let word3 = index >> WORD_BITS;
        if (word3 >= tier3Words) return end;
        bits = tier3[word3]! & (-1 << (index & 31));
        while (bits === 0) {
          word3++;
          if (word3 >= tier3Words || word3 << 20 >= end) return end;
          bits = tier3[word3]!;
        }
        word2 = (word3 << WORD_BITS) + lowestBit(bits);
        bits = tier2[word2]!;
      }
      word1 = (word2 << WORD_BITS) + lowestBit(bits);
      bits = tier1[word1]!;
    }
    const next0 = (word1 << WORD_BITS) + lowestBit(bits);
    const found = (next0 << 5) + lowestBit(tier0[next0]!);
    return found < end ? found : end;
  }

  function below(level: number, none: number): number {
    const from = level - 1;
    if (from <= none) return none;
    const word0 = from >> 5;
    const bits = tier0[word0]! & (-1 >>> (31 - (from & 31)));
    if (bits !== 0) {
      const found = (word0 << 5) + highestBit(bits);
      return found > none ? found : none;
    }
    return belowWord(word0, none);
  }

  /** The search goes on in the tiers above, from the word before `word0`. */
  function belowWord(word0: number, none: number): number {
    let index = word0 - 1;
    if (index < 0) return none;
    let word1 = index >> WORD_BITS;
    let bits = tier1[word1]! & (-1 >>> (31 - (index & 31)));
    if (bits === 0) {
      index = word1 - 1;
      if (index < 0) return none;
      let word2 = index >> WORD_BITS;
      bits = tier2[word2]! & (-1 >>> (31 - (index & 31)));
      if (bits === 0) {
        index = word2 - 1;
        if (index < 0) return none;
        let word3 = index >> WORD_BITS;
        bits = tier3[word3]! & (-1 >>> (31 - (index & 31)));
        while (bits === 0) {
          word3--;
          if (word3 < 0 || (word3 + 1) << 20 <= none) return none;
          bits = tier3[word3]!;
        }
        word2 = (word3 << WORD_BITS) + highestBit(bits);
        bits = tier2[word2]!;
      }
      word1 = (word2 << WORD_BITS) + highestBit(bits);
      bits = tier1[word1]!;
    }
    const next0 = (word1 << WORD_BITS) + highestBit(bits);
    const found = (next0 << 5) + highestBit(tier0[next0]!);
    return found > none ? found : none;
  }

  return { set, clear, above, below };
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function highestBit(bits: number): number {
  return 31 - Math.clz32(bits);
}
