// What the feed needs of the world around it: a socket, a clock, a timer and chance. The browser, Node
// and the tests each bring their own.

export interface SocketEvents {
  open(): void;
  message(data: Uint8Array | string): void;
  /** Called once, also when the connection was never opened. */
  close(code: number, reason: string): void;
}

export interface FeedSocket {
  send(data: Uint8Array | string): void;
  close(): void;
}

/** Starts a WebSocket connection that offers exactly one sub-protocol. */
export type OpenSocket = (url: string, protocol: string, events: SocketEvents) => FeedSocket;

export type Cancel = () => void;

export interface FeedHost {
  /** Milliseconds from an arbitrary start, with fractions; never goes back. */
  now(): number;
  later(ms: number, run: () => void): Cancel;
  /** In [0, 1). */
  random(): number;
}
