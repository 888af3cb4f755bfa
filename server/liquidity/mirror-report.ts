// What the mirror of one instrument did, in numbers: recorded against executed, and every way in which
// the two may differ, each with its own counter.

export interface MirrorReport {
  readonly symbol: string;
  snapshots: number;
  deltas: number;
  gaps: number;
  trades: number;
  /** Lots that traded in the recording, and lots the mirror's taker traded here. */
  recordedLots: number;
  executedLots: number;
  /** Lots of recorded trades that could not be executed: refused by the venue (halted, blocked, …). */
  refusedLots: number;
  /** Lots whose answer the mirror did not wait for, because it was stopped. */
  abandonedLots: number;
  /** Own quotes taken back because a recorded trade showed that they no longer stood: better than the
   * trade's price, or on the other side at or through it. */
  staleOrdersWithdrawn: number;
  /** Quantity placed because a recorded trade took more than the last depth event had at its price. */
  toppedUpLots: number;
  /** Fills between the mirror and others: by recorded trades, by recorded depth that moved through a
   * resting order, and by others who took recorded depth. */
  paperTradedLots: number;
  paperCrossedLots: number;
  paperTookLots: number;
  /** Levels whose own quantity is not the recorded one although the last depth event is settled. */
  levelsUnsettled: number;
}

export function newMirrorReport(symbol: string): MirrorReport {
  return {
    symbol,
    snapshots: 0,
    deltas: 0,
    gaps: 0,
    trades: 0,
    recordedLots: 0,
    executedLots: 0,
    refusedLots: 0,
    abandonedLots: 0,
    staleOrdersWithdrawn: 0,
    toppedUpLots: 0,
    paperTradedLots: 0,
    paperCrossedLots: 0,
    paperTookLots: 0,
    levelsUnsettled: 0,
  };
}
