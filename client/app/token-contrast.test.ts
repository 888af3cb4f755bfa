// Contrast of the tokens, computed: text at least 4.5, edges of controls and the focus at least 3, in every
// theme and with every pair of colours for up and down.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

function tokensOf(...selectors: readonly string[]): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [, head = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const names = head.split(',').map((name) => name.replace(/\/\*[^]*?\*\//g, '').trim());
    if (!names.some((name) => selectors.includes(name))) continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g))
      tokens.set(name, value);
  }
  return tokens;
}

function colourOf(tokens: ReadonlyMap<string, string>, name: string): string {
  const value = tokens.get(name) ?? '';
  const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  return other === undefined ? value : colourOf(tokens, other);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const SURFACES = ['--surface-1', '--surface-2', '--surface-3'];
const WORDS = ['--text-1', '--text-2', '--text-3', '--up', '--down', '--warn', '--danger'];
const TINTED = [
  ['--up', '--up-soft'],
  ['--down', '--down-soft'],
  ['--warn', '--warn-soft'],
  ['--danger', '--danger-soft'],
  ['--own-order', '--own-soft'],
  ['--text-1', '--accent-soft'],
  ['--text-1', '--up-soft'],
  ['--text-1', '--down-soft'],
  ['--on-fill', '--accent-fill'],
  ['--on-fill', '--up-fill'],
  ['--on-fill', '--down-fill'],
  ['--on-fill', '--danger-fill'],
] as const;
const LINKS = ['blue', 'violet', 'amber', 'teal', 'rose'].map((colour) => `--link-${colour}`);

const cases = ['dark', 'light', 'contrast'].flatMap((theme) =>
  ['green', 'red', 'cb'].map((updown) => [theme, updown] as const),
);

describe.each(cases)('theme %s with %s up', (theme, updown) => {
  const tokens = tokensOf(':root', `[data-theme='${theme}']`, `[data-updown='${updown}']`);
  // `:root` sets the dark theme too and comes before; the theme's own block must win.
  const own = tokensOf(`[data-theme='${theme}']`);
  const pairs = tokensOf(`[data-updown='${updown}']`);
  const all = new Map([...tokens, ...own, ...pairs]);
  const ratio = (a: string, b: string) => contrast(colourOf(all, a), colourOf(all, b));

  it('has text that can be read', () => {
    for (const surface of SURFACES)
      for (const word of WORDS)
        expect([word, surface, ratio(word, surface) >= 4.5]).toEqual([word, surface, true]);
    for (const [word, tint] of TINTED)
      expect([word, tint, ratio(word, tint) >= 4.5]).toEqual([word, tint, true]);
  });

  it('has edges, focus and link colours that can be seen', () => {
    for (const surface of SURFACES.slice(0, 2))
      for (const edge of ['--control', '--focus', ...LINKS])
        expect([edge, surface, ratio(edge, surface) >= 3]).toEqual([edge, surface, true]);
  });
});

describe('the computation', () => {
  it('knows black on white, and that grey on grey fails', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#888888')).toBeLessThan(3);
  });
});
