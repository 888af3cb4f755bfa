// The structured log: one JSON line per event, or readable lines on a terminal.

import { pino, type Logger } from 'pino';

export type Log = Logger;

/** `bindings` name the part that speaks; secrets and tokens never go into a line. */
export function createLog(level: string, destination: 1 | 2 = 2): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['token', '*.token', 'secret', '*.secret'],
    },
    // Synchronous: a process that stops on a broken invariant must not lose its last words.
    pino.destination({ fd: destination, sync: true }),
  );
}
