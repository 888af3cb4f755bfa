// What was made so far, day by day: a line with its zero, highest and newest point.

import { useText } from '../../i18n/use-text.ts';
import type { LinePoint } from './result-days.ts';
import { directionOf, signedText } from './signed-money.ts';

export interface ResultLineProps {
  readonly points: readonly LinePoint[];
  readonly code: string;
  readonly scale: number;
}

/** Units of the drawing; it is stretched to the panel. */
const WIDTH = 1_000;
const HEIGHT = 100;
const EDGE = 6;
const DAY_MS = 86_400_000;

export function ResultLine({ points, code, scale }: ResultLineProps) {
  const t = useText();
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const minors = points.map(({ minor }) => minor);
  const [high, low] = [Math.max(0, ...minors), Math.min(0, ...minors)];
  const at = drawingOf(first.day, last.day, low, high);
  const path = points.map(({ day, minor }) => at(day, minor)).join(' ');
  const zero = at(last.day, 0).split(',')[1]!;
  const label = t('results.line', {
    ...{ from: first.day, to: last.day, code, net: signedText(last.minor, scale) },
    ...{
      high: signedText(Math.max(...minors), scale),
      low: signedText(Math.min(...minors), scale),
    },
  });
  return (
    <div className="result-line" data-direction={directionOf(last.minor)}>
      <svg
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line x1="0" x2={WIDTH} y1={zero} y2={zero} />
        <polygon points={`0,${zero} ${path} ${String(WIDTH)},${zero}`} />
        <polyline points={path} />
      </svg>
      <span className="result-scale" aria-hidden="true">
        <span>{signedText(high, scale)}</span>
        <span>{signedText(low, scale)}</span>
      </span>
    </div>
  );
}

/** Days by their distance in time, so that a pause is seen; a single day is a flat line. */
function drawingOf(from: string, to: string, low: number, high: number) {
  const days = (day: string) => Date.parse(day) / DAY_MS;
  const span = Math.max(1, days(to) - days(from));
  const height = Math.max(1, high - low);
  return (day: string, minor: number) => {
    const x = from === to ? WIDTH : ((days(day) - days(from)) / span) * WIDTH;
    const y = EDGE + ((high - minor) / height) * (HEIGHT - 2 * EDGE);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
}
