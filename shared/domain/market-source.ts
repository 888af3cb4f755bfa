// Where prices come from: who makes the market of an instrument, and whether anything is heard of it.

/** simulated: agents of this venue · recorded: a market of another day is played again, so never
 * real-time · exchange: a venue elsewhere, as it happens. */
export const SourceKind = { simulated: 0, recorded: 1, exchange: 2 } as const;
export type SourceKind = (typeof SourceKind)[keyof typeof SourceKind];

/** silent: nothing was heard for longer than it declares · ended: nothing will come any more. */
export const SourceState = { live: 0, silent: 1, ended: 2 } as const;
export type SourceState = (typeof SourceState)[keyof typeof SourceState];

export interface MarketSource {
  /** As its operator calls it; not translated. */
  readonly name: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  /** Declared: after so many seconds without a word it counts as silent. */
  readonly silenceSeconds: number;
  /** Ids of the instruments that it feeds; none: all of them. */
  readonly instruments: readonly number[];
}

export function feeds(source: MarketSource, instrument: number): boolean {
  return source.instruments.length === 0 || source.instruments.includes(instrument);
}
