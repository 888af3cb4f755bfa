// The stations of an order's life that are stamped, in µs of the server's clock, for the waterfall.

export const HOPS = ['gateway', 'journal', 'match', 'durable', 'ack'] as const;
export type Hop = (typeof HOPS)[number];

/** gateway: frame received · journal: taken into a batch · match: applied by the core ·
 * durable: the batch is synced · ack: handed to the socket. */
export type HopTimes = Readonly<Record<Hop, number>>;
