// What the gateway counts, for the metrics of the ops room. Plain fields: counting costs nothing.

export interface GatewayCounters {
  /** Open now. */
  connections: number;
  /** Signed in now. */
  sessions: number;
  connectionsTotal: number;
  upgradesRefused: number;
  messagesIn: number;
  malformed: number;
  rateLimited: number;
  commands: number;
  commandsRefused: number;
  acks: number;
  privateFrames: number;
  marketFrames: number;
  /** Updates inside the market frames, counted once per frame built, not per reader. */
  marketUpdates: number;
  marketBytes: number;
  resyncs: number;
  /** Readers that were taken out of live market data because their buffer was full. */
  withheld: number;
  closedSlowMarket: number;
  closedSlowPrivate: number;
  /** Messages that a transport lost at its limit; each of them closed its connection. */
  dropped: number;
  resumed: number;
  snapshots: number;
  disconnectCancels: number;
}

export function zeroCounters(): GatewayCounters {
  return {
    connections: 0,
    sessions: 0,
    connectionsTotal: 0,
    upgradesRefused: 0,
    messagesIn: 0,
    malformed: 0,
    rateLimited: 0,
    commands: 0,
    commandsRefused: 0,
    acks: 0,
    privateFrames: 0,
    marketFrames: 0,
    marketUpdates: 0,
    marketBytes: 0,
    resyncs: 0,
    withheld: 0,
    closedSlowMarket: 0,
    closedSlowPrivate: 0,
    dropped: 0,
    resumed: 0,
    snapshots: 0,
    disconnectCancels: 0,
  };
}
