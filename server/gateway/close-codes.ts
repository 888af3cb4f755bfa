// Why the server closes a connection, as WebSocket close codes. Docs and clients know them by number.

export const CloseCode = {
  /** The client signed out. */
  signedOut: 1000,
  /** Three frames that are no messages. */
  malformed: 1007,
  /** Refused for its rate again and again. */
  flood: 1008,
  /** The server restarts: connect again after a pause of random length. */
  restart: 1012,
  /** No sign-in within the time that welcome stated. */
  signInLate: 4001,
  /** The token has expired: sign in again with a new one. */
  sessionExpired: 4002,
  /** The life that welcome stated is over: connect again at once. */
  lifeOver: 4003,
  /** The session ended before its time: signed out elsewhere, password or role changed, an operator. */
  sessionEnded: 4004,
  /** Market data could not be delivered for too long. */
  slowMarket: 4008,
  /** Private frames pile up: connect again and resume after the last private seq. */
  slowPrivate: 4009,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
