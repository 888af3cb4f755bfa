// A small line of figures, drawn as wide as its box; decoration beside a figure that is read.

export interface SparklineProps {
  readonly values: readonly number[];
  readonly direction?: 'up' | 'down' | 'flat';
}

const WIDTH = 56;
const HEIGHT = 14;

/** The line in a box of so many px, as SVG path data; the same words make a Path2D for a canvas. */
export function sparkPath(values: readonly number[], width = WIDTH, height = HEIGHT): string {
  if (values.length < 2) return '';
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || 1;
  return values
    .map((value, k) => {
      const x = (k / (values.length - 1)) * width;
      const y = height - 2 - ((value - low) / span) * (height - 4);
      return `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

export function Sparkline({ values, direction = 'flat' }: SparklineProps) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      preserveAspectRatio="none"
      data-direction={direction}
      aria-hidden="true"
    >
      <path d={sparkPath(values)} />
    </svg>
  );
}
