// What the figures look like now: sizes, face and colours out of the page's tokens, and who must know when
// they change.

import { readColour, type Rgb } from './pixel-blend.ts';

export interface FigureStyle {
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  readonly family: string;
  /** CSS px by glyph style: body, big, pip. */
  readonly sizes: readonly [number, number, number];
  readonly weights: readonly [number, number, number];
  /** By tone: text-1, text-2, text-3, up, down. */
  readonly tones: readonly Rgb[];
  /** Background of a flash: up, down. */
  readonly flashes: readonly [Rgb, Rgb];
  /** 0: no motion is wanted. */
  readonly flashMs: number;
}

const TONES = ['--text-1', '--text-2', '--text-3', '--up', '--down'] as const;
const ATTRIBUTES = ['data-theme', 'data-updown', 'data-density', 'data-motion', 'lang'];

export function readStyle(element: Element): FigureStyle {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const size = (name: string) => Number.parseFloat(token(name)) || 12;
  const weight = (name: string) => Number.parseFloat(token(name)) || 400;
  return {
    scale: devicePixelRatio || 1,
    family: style.fontFamily,
    sizes: [Number.parseFloat(style.fontSize) || size('--fs-2'), size('--fs-3'), 9],
    weights: [weight('--fw-1'), weight('--fw-3'), weight('--fw-2')],
    tones: TONES.map((name) => readColour(token(name))),
    flashes: [readColour(token('--up-soft')), readColour(token('--down-soft'))],
    flashMs: Number.parseFloat(token('--t-flash')) || 0,
  };
}

/** Tells when theme, colours, density, motion, fonts or the pixel ratio change; the answer ends it. */
export function onStyleChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ATTRIBUTES });
  let ratio = matchMedia(`(resolution: ${String(devicePixelRatio)}dppx)`);
  const ratioChanged = () => {
    ratio.removeEventListener('change', ratioChanged);
    ratio = matchMedia(`(resolution: ${String(devicePixelRatio)}dppx)`);
    ratio.addEventListener('change', ratioChanged);
    changed();
  };
  ratio.addEventListener('change', ratioChanged);
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  motion.addEventListener('change', changed);
  document.fonts.addEventListener('loadingdone', changed);
  return () => {
    observer.disconnect();
    ratio.removeEventListener('change', ratioChanged);
    motion.removeEventListener('change', changed);
    document.fonts.removeEventListener('loadingdone', changed);
  };
}
