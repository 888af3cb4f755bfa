// What an indicator is: figures bar by bar, each from the state that the bars before it left.

/** A bar as indicators read it; prices in any one unit, the start in seconds since 1970. */
export interface IndicatorBar {
  readonly time: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export interface Indicator {
  /** Writes the values at `bar`, the one after those taken; NaN where there are too few bars. The state
   * stays as it is, so a growing bar may be asked for again and again. */
  preview(bar: IndicatorBar, out: Float64Array): void;
  /** Takes the bar for good: it will not change any more. */
  take(bar: IndicatorBar): void;
}
