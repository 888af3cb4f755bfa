// Icons: one stroke weight in a box of 14 px; always decoration beside a word or a label.

const PATHS = {
  plus: 'M7 2.5v9M2.5 7h9',
  close: 'M3 3l8 8M11 3l-8 8',
  more: 'M3 7h.01M7 7h.01M11 7h.01',
  down: 'M3.5 5.5 7 9l3.5-3.5',
  up: 'M3.5 8.5 7 5l3.5 3.5',
  right: 'M5.5 3.5 9 7l-3.5 3.5',
  left: 'M8.5 3.5 5 7l3.5 3.5',
  check: 'M2.5 7.5 5.5 10.5 11.5 3.5',
  search: 'M6 10a4 4 0 1 0 0-8 4 4 0 0 0 0 8M9 9l3.5 3.5',
  gear: 'M2 4h5M10.5 4H12M2 10h1.5M7 10h5M8.7 5.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M5.3 11.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4',
  bell: 'M3.5 9.5V6a3.5 3.5 0 0 1 7 0v3.5l1 1h-9zM5.8 12.3h2.4',
  sun: 'M7 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M7 1v1M7 12v1M1 7h1M12 7h1M2.8 2.8l.7.7M10.5 10.5l.7.7M2.8 11.2l.7-.7M10.5 3.5l.7-.7',
  moon: 'M11.5 8.5A5 5 0 1 1 5.5 2.5a4 4 0 0 0 6 6',
  filter: 'M2 3h10L8.2 7.5V11L5.8 12V7.5z',
  shield: 'M7 1.5 11.5 3v4c0 2.7-2 4.6-4.5 5.5C4.5 11.6 2.5 9.7 2.5 7V3zM5 7l1.5 1.5L9.2 5.5',
  lock: 'M3.5 6.5h7v5h-7zM5 6.5V4.5a2 2 0 0 1 4 0v2',
  unlock: 'M3.5 6.5h7v5h-7zM5 6.5V4a2 2 0 0 1 3.9-.6',
  grid: 'M2 2h4v4H2zM8 2h4v4H8zM2 8h4v4H2zM8 8h4v4H8z',
  star: 'M7 1.8 8.6 5.2l3.7.4-2.8 2.5.8 3.7L7 9.9l-3.3 1.9.8-3.7L1.7 5.6l3.7-.4z',
  candle: 'M4.5 1.5v2M4.5 9v3M3 3.5h3V9H3zM9.5 2v2.5M9.5 10v2M8 4.5h3V10H8z',
  pencil: 'M2.5 11.5l.6-2.6 6.3-6.3 2 2-6.3 6.3z',
  target: 'M7 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M7 1v3M7 10v3M1 7h3M10 7h3',
  download: 'M7 2v7M4 6.5 7 9.5l3-3M2.5 12h9',
  warn: 'M7 2 12.5 11.5h-11zM7 5.5v3M7 10h.01',
  help: 'M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M5.5 5.5a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.6-.7 1.2M7 9.9h.01',
  clock: 'M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M7 4v3l2 1.5',
  dot: 'M7 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  spin: 'M7 2a5 5 0 1 1-4.5 2.8',
  out: 'M8 2.5H3v9h5M6 7h6.5M10.5 5l2 2-2 2',
  user: 'M7 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M2.5 12.5c.5-2.5 2.3-3.5 4.5-3.5s4 1 4.5 3.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 14 14" aria-hidden="true" data-icon={name}>
      <path d={PATHS[name]} />
    </svg>
  );
}
