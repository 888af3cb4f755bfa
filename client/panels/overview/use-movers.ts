// The movers of the market, read once a second. What is ranked and where tiles stand changes only while nobody
// points at the panel or stands in it by keyboard: figures go on, places wait.

import { useEffect, useState, type RefObject } from 'react';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { readMovers, type Mover } from './market-overview.ts';

const EVERY_MS = 1000;
/** The map is laid out anew at most this often. */
export const PLACES_EVERY_MS = 5000;

export interface MarketNow {
  readonly movers: readonly Mover[];
  /** The movers by which rankings are ordered. */
  readonly ranked: readonly Mover[];
  /** The movers by which the map is laid out, and when. */
  readonly placed: readonly Mover[];
  readonly placedMs: number;
}

export const NO_MARKET: MarketNow = { movers: [], ranked: [], placed: [], placedMs: 0 };

/** `isHeld`: somebody is about to press one of them. */
export function nextMarket(
  before: MarketNow,
  movers: readonly Mover[],
  isHeld: boolean,
  nowMs: number,
): MarketNow {
  const isDue = before.placed.length === 0 || nowMs - before.placedMs >= PLACES_EVERY_MS;
  const isPlaced = isDue && (!isHeld || before.placed.length === 0);
  return {
    movers,
    ranked: isHeld && before.ranked.length > 0 ? before.ranked : movers,
    placed: isPlaced ? movers : before.placed,
    placedMs: isPlaced ? nowMs : before.placedMs,
  };
}

/** The same rows with the figures of now. */
export function withFigures(rows: readonly Mover[], movers: readonly Mover[]): readonly Mover[] {
  const now = new Map(movers.map((mover) => [mover.instrument.id, mover]));
  return rows.map((row) => now.get(row.instrument.id) ?? row);
}

export function useMovers(box: RefObject<HTMLElement | null>): MarketNow {
  const { tables } = useDesk();
  const instruments = useInstruments((state) => state.instruments);
  const [market, setMarket] = useState(NO_MARKET);
  useEffect(() => {
    const look = () => {
      const isHeld = box.current?.matches(':hover, :has(:focus-visible)') ?? false;
      const movers = readMovers(instruments.values(), tables.quotes);
      setMarket((before) => nextMarket(before, movers, isHeld, performance.now()));
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [box, instruments, tables]);
  return market;
}
