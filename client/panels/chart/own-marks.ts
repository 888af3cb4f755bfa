// The account on the chart, drawn by the chart itself: lines of orders and of the position with their prices
// on the axis, fills as arrows at their bars, and the last price with the bar's countdown.

import type {
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  IPrimitivePaneRenderer,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts';
import type { TokenColours } from './chart-colours.ts';
import { axisTime } from './main-series.ts';
import type { PriceFigures } from './price-figures.ts';
import { stackPills } from './stack-pills.ts';

export interface OwnLine {
  /** May have a fraction: the average of a position. */
  readonly ticks: number;
  readonly is: 'order' | 'pending' | 'position';
}

/** Fills of one side in one bar, drawn below its low or above its high. */
export interface FillMark {
  readonly barTime: number;
  readonly side: number;
  readonly ticks: number;
  readonly text: string;
}

export interface LastPrice {
  readonly ticks: number;
  readonly rose: boolean;
  readonly countdown: string;
}

type DrawTarget = Parameters<IPrimitivePaneRenderer['draw']>[0];
type Attached = SeriesAttachedParameter<Time>;

const ARROW = { half: 4, height: 7, gap: 7, text: 16 } as const;
/** Distance of the countdown from the price above it, px. */
const COUNTDOWN_BELOW = 18;
/** Middles of two labels on the axis are this far apart, px. */
const LABEL_PITCH = 18;
const DASH: Readonly<Record<OwnLine['is'], readonly number[]>> = {
  order: [4, 3],
  pending: [1, 3],
  position: [],
};
/** Far off: room is made for labels of the flow only. */
const NOWHERE = -10_000;

export class OwnMarks implements ISeriesPrimitive<Time> {
  #attached: Attached | undefined;
  #lines: readonly OwnLine[] = [];
  #fills: readonly FillMark[] = [];
  #last: LastPrice | undefined;
  #axis: readonly ISeriesPrimitiveAxisView[] = [];
  /** Where the labels of the lines stand on the axis, px. */
  #places: readonly number[] = [];
  readonly #colours: TokenColours;
  readonly #figures: PriceFigures;
  readonly #font: string;
  readonly #views = [
    {
      zOrder: () => 'top' as const,
      renderer: () => ({ draw: (target: DrawTarget) => this.#draw(target) }),
    },
  ];

  constructor(colours: TokenColours, figures: PriceFigures) {
    this.#colours = colours;
    this.#figures = figures;
    this.#font = `500 ${colours('--fs-1')} ${colours('--font')}`;
  }

  attached(param: Attached): void {
    this.#attached = param;
  }

  detached(): void {
    this.#attached = undefined;
  }

  updateAllViews(): void {
    const ys = this.#lines.map(({ ticks }) => this.#yOf(ticks) ?? NOWHERE);
    const last = this.#last === undefined ? null : this.#yOf(this.#last.ticks);
    this.#places = labelPlaces(ys, last);
  }

  paneViews() {
    return this.#views;
  }

  priceAxisViews() {
    return this.#axis;
  }

  setLines(lines: readonly OwnLine[]): void {
    if (isSame(lines, this.#lines)) return;
    this.#lines = lines;
    this.#renew();
  }

  setFills(fills: readonly FillMark[]): void {
    if (fills.length === 0 && this.#fills.length === 0) return;
    this.#fills = fills;
    this.#attached?.requestUpdate();
  }

  setLast(last: LastPrice | undefined): void {
    this.#last = last;
    this.#renew();
  }

  #renew(): void {
    const lines = this.#lines.map((line, k) => this.#lineLabel(line, k));
    this.#axis = [...lines, ...this.#lastLabels()];
    this.#attached?.requestUpdate();
  }

  #yOf(ticks: number): number | null {
    return this.#attached?.series.priceToCoordinate(this.#figures.value(ticks)) ?? null;
  }

  #lineLabel({ ticks, is }: OwnLine, k: number): ISeriesPrimitiveAxisView {
    const own = is !== 'position';
    const [text, back] = own
      ? [this.#colours('--own-order'), this.#colours('--own-soft')]
      : [this.#colours('--text-1'), this.#colours('--surface-3')];
    return {
      coordinate: () => NOWHERE,
      fixedCoordinate: () => this.#places[k] ?? NOWHERE,
      text: () => this.#figures.text(this.#figures.value(ticks)),
      textColor: () => text,
      backColor: () => back,
      tickVisible: () => false,
    };
  }

  #lastLabels(): readonly ISeriesPrimitiveAxisView[] {
    const last = this.#last;
    if (last === undefined) return [];
    const back = this.#colours(last.rose ? '--up-fill' : '--down-fill');
    const label = (text: string, below: number): ISeriesPrimitiveAxisView => ({
      coordinate: () => NOWHERE,
      fixedCoordinate: () => (this.#yOf(last.ticks) ?? NOWHERE) + below,
      text: () => text,
      textColor: () => this.#colours('--on-fill'),
      backColor: () => back,
      tickVisible: () => false,
    });
    const price = this.#figures.text(this.#figures.value(last.ticks));
    return [label(price, 0), label(padLike(price, last.countdown), COUNTDOWN_BELOW)];
  }

  #draw(target: DrawTarget): void {
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      this.#drawLines(context, mediaSize.width);
      this.#drawFills(context);
    });
  }

  #drawLines(context: CanvasRenderingContext2D, width: number): void {
    for (const { ticks, is } of this.#lines) {
      const y = this.#yOf(ticks);
      if (y === null) continue;
      context.strokeStyle = this.#colours(is === 'position' ? '--text-2' : '--own-order');
      context.lineWidth = 1;
      context.setLineDash([...DASH[is]]);
      context.beginPath();
      context.moveTo(0, Math.round(y) + 0.5);
      context.lineTo(width, Math.round(y) + 0.5);
      context.stroke();
    }
    context.setLineDash([]);
  }

  #drawFills(context: CanvasRenderingContext2D): void {
    context.font = this.#font;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.fillStyle = this.#colours('--own-order');
    context.strokeStyle = this.#colours('--surface-1');
    for (const { barTime, side, ticks, text } of this.#fills) {
      const x = this.#attached?.chart.timeScale().timeToCoordinate(axisTime(barTime)) ?? null;
      const y = this.#yOf(ticks);
      if (x === null || y === null) continue;
      drawArrow(context, x, y, side === 0 ? 1 : -1, text);
    }
  }
}

/** To ask for an update draws the whole chart. */
function isSame(a: readonly OwnLine[], b: readonly OwnLine[]): boolean {
  return a.length === b.length && a.every((x, k) => x.ticks === b[k]!.ticks && x.is === b[k]!.is);
}

/** Places for the labels of lines at `ys`: none covers another, nor the last price with its countdown. */
export function labelPlaces(ys: readonly number[], last: number | null): readonly number[] {
  const shown = [...ys.keys()].filter((k) => ys[k] !== NOWHERE);
  shown.sort((a, b) => ys[a]! - ys[b]!);
  const places = ys.map(() => NOWHERE);
  const put = (part: readonly number[], top: number, bottom: number) => {
    const middles = stackPills(
      part.map((k) => ys[k]!),
      LABEL_PITCH,
      top,
      bottom,
    );
    for (const [at, k] of part.entries()) places[k] = middles[at]!;
  };
  if (last === null) put(shown, -Infinity, Infinity);
  else {
    const isAbove = (k: number) => ys[k]! < last;
    put(shown.filter(isAbove), -Infinity, last - LABEL_PITCH);
    const below = last + COUNTDOWN_BELOW + LABEL_PITCH;
    put(
      shown.filter((k) => !isAbove(k)),
      below,
      Infinity,
    );
  }
  return places;
}

const [FIGURE_SPACE, POINT_SPACE] = ['\u2007', '\u2008'];

/** A shorter text brought to the width of a price by spaces as wide as its figures and points. */
export function padLike(price: string, text: string): string {
  const figures = (of: string) => of.replace(/\D/g, '').length;
  const spare = Math.max(0, figures(price) - figures(text));
  const points = Math.max(0, price.length - figures(price) - (text.length - figures(text)));
  return `${POINT_SPACE!.repeat(points)}${FIGURE_SPACE!.repeat(spare)}${text}`;
}

/** Points at a bar from below (1) or above (-1), with the quantity at its foot. */
function drawArrow(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  way: number,
  text: string,
): void {
  const tip = y + way * ARROW.gap;
  context.beginPath();
  context.moveTo(x, tip);
  context.lineTo(x - ARROW.half, tip + way * ARROW.height);
  context.lineTo(x + ARROW.half, tip + way * ARROW.height);
  context.closePath();
  context.lineWidth = 2;
  context.stroke();
  context.fill();
  context.lineWidth = 3;
  context.strokeText(text, x, tip + way * ARROW.text);
  context.fillText(text, x, tip + way * ARROW.text);
}
