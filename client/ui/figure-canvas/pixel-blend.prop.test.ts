// A glyph is the same pixels whether the colour under it was known beforehand or is found in the bitmap.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStamp } from './glyph-atlas.ts';
import { over, packed, stampGlyph } from './pixel-blend.ts';

const white = { red: 255, green: 255, blue: 255 };

describe('a glyph on a ground', () => {
  it('looks the same, whether the ground was known before or not', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(0xffffff), (strength, alpha, colour) => {
        const mask = { left: 0, top: 0, width: 1, height: 1, strengths: Uint8Array.of(strength) };
        const ground = (alpha << 24) | colour;
        const shownBy = (known: number) => {
          const pixels = Int32Array.of(ground);
          const stamp = makeStamp(mask, white, known, 1);
          stampGlyph({ width: 1, height: 1, pixels }, stamp, 0, 0);
          return pixels[0];
        };
        const wanted = strength === 0 ? ground : over(packed(white, strength), ground);
        expect(shownBy(ground)).toBe(wanted);
        expect(shownBy(0)).toBe(wanted);
      }),
    );
  });
});
