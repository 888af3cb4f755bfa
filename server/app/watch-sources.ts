// Listens whether the sources of the market are still heard, and tells when one falls silent, ends or
// comes back. The gateway passes it on to every client.

import { SourceState, type MarketSource } from '../../shared/domain/market-source.ts';

/** A source as its market knows it. */
export interface HeardSource extends Omit<MarketSource, 'state'> {
  /** How often it was heard; rises with every word of it. */
  heard(): number;
  /** True when nothing will come any more. */
  hasEnded(): boolean;
}

export interface SourceWatch {
  /** All sources when the state of one has changed since the last look, and at the first look. */
  look(nowMs: number): readonly MarketSource[] | undefined;
}

export function createSourceWatch(sources: readonly HeardSource[]): SourceWatch {
  const marks = sources.map(() => ({ heard: -1, atMs: 0, state: -1 }));

  function stateOf(source: HeardSource, mark: (typeof marks)[number], nowMs: number): SourceState {
    const heard = source.heard();
    if (heard !== mark.heard) {
      mark.heard = heard;
      mark.atMs = nowMs;
    }
    if (source.hasEnded()) return SourceState.ended;
    const isSilent = nowMs - mark.atMs > source.silenceSeconds * 1000;
    return isSilent ? SourceState.silent : SourceState.live;
  }

  return {
    look(nowMs) {
      let isChanged = false;
      const all = sources.map((source, k): MarketSource => {
        const state = stateOf(source, marks[k]!, nowMs);
        isChanged ||= state !== marks[k]!.state;
        marks[k]!.state = state;
        const { name, kind, silenceSeconds, instruments } = source;
        return { name, kind, state, silenceSeconds, instruments };
      });
      return isChanged ? all : undefined;
    },
  };
}

const LOOK_MS = 250;

/** Looks until it is stopped. */
export function watchSources(
  sources: readonly HeardSource[],
  nowMs: () => number,
  tell: (sources: readonly MarketSource[]) => void,
): () => void {
  const watch = createSourceWatch(sources);
  const look = () => {
    const all = watch.look(nowMs());
    if (all !== undefined) tell(all);
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
  };
}
