// A small line of figures, drawn as wide as its box; decoration beside a figure that is read.

export interface SparklineProps {
  readonly values: readonly number[];
  readonly direction?: 'up' | 'down' | 'flat';
}

const WIDTH = 56;
const HEIGHT = 14;

export function sparkPath(values: readonly number[]): string {
  if (values.length < 2) return '';
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || 1;
  return values
    .map((value, k) => {
      const x = (k / (values.length - 1)) * WIDTH;
      const y = HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4);
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
