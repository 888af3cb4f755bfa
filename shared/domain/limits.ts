// Every limit of the platform, in one place; each use names what happens when it is reached.

export const LIMITS = {
  /** Client to server frame; larger closes the connection with 1009. */
  frameBytesMax: 4096,
  /** Nesting of a client message; deeper is MALFORMED. */
  depthMax: 8,
  arrayMax: 512,
  stringBytesMax: 256,
  /** Malformed frames before the connection closes with 1007. */
  malformedMax: 3,
  topicsPerConnection: 512,
  /** Commands of one journal batch: the next batch grows beyond the soft limit only to the hard. */
  batchCommandsSoft: 256,
  batchCommandsHard: 4096,
  batchBytesHard: 1 << 20,
  /** Commands waiting for the sequencer; beyond it: BUSY. The reserve takes cancels only. */
  inboxCommands: 65_536,
  inboxCancelReserve: 8_192,
  /** Live orders of the venue; beyond it: CAPACITY. A power of two, at most 2^20. */
  liveOrders: 1 << 20,
  openOrdersPerAccount: 2_000,
  accounts: 4_096,
  assets: 256,
  instruments: 1_024,
  /** Commands that the mirror, and the simulated agents, have under way; further ones wait with them. */
  mirrorInFlight: 1_024,
  agentsInFlight: 512,
  /** Depth messages kept while a feed has no snapshot; beyond it the oldest is set aside, counted. */
  feedWaitingDeltas: 10_000,
  /** Client order ids remembered over all accounts, oldest forgotten first. */
  dedupeEntries: 1 << 20,
  /** Private frames kept per account for resume; older: snapshot. */
  resumeFrames: 65_536,
  /** Terminal orders kept per account for the private snapshot. */
  closedOrdersKept: 200,
  signInSeconds: 5,
  heartbeatSeconds: 5,
  /** A connection that answers nothing for this long is closed. */
  deadSeconds: 30,
  connectionLifeHours: 24,
  connectionsPerIp: 200,
  connectionsPerAccount: 10,
  connectRatePerIp: 20,
  connectBurstPerIp: 40,
  messagesPerSecond: 50,
  messagesBurst: 100,
  /** Orders of one placeMany; more is BAD_FIELD. */
  ordersPerBatch: 50,
  ordersPerSecond: 50,
  ordersBurst: 200,
  /** Cancels have their own budget and are never starved by orders. */
  cancelsPerSecond: 200,
  cancelsBurst: 400,
  /** Bytes waiting in a socket: market lane is conflated above it, private lane closes. */
  backpressureMarketBytes: 256 * 1024,
  backpressurePrivateBytes: 1024 * 1024,
  /** A market lane that stays above its limit this long is closed with 4008. */
  stalledSecondsMax: 10,
  restBodyBytes: 64 * 1024,
  /** JSON text of one saved layout; larger is LAYOUT_TOO_LARGE. Below the limit of a body. */
  layoutBytes: 48 * 1024,
  /** Saved layouts of one user; more is TOO_MANY_LAYOUTS. */
  layoutsPerUser: 50,
  layoutNameMax: 40,
  /** Idle engine: a clock command at least this often. */
  clockMillis: 100,
  depthLevelsFull: 5_000,
  barsPerRequest: 1_000,
  deadManSecondsMin: 3,
  deadManSecondsMax: 300,
} as const;

/** Conflation intervals that a subscriber may ask for, in milliseconds; 0 is every batch. */
export const INTERVALS_MS = [0, 10, 50, 100, 250, 1000] as const;
export type IntervalMs = (typeof INTERVALS_MS)[number];

/** Depths that a subscriber may ask for; 0 is the full book. */
export const DEPTHS = [5, 10, 20, 0] as const;
export type DepthLevels = (typeof DEPTHS)[number];
