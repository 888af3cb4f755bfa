// Slows down guessing: failures per key within a window, and how long the next attempt has to wait. Nobody
// is locked out for good (ASVS 5.0 6.3.1): who waits may try again.

export interface AttemptLimit {
  /** Milliseconds until the key may try; 0: now. */
  waitMs(key: string, nowMs: number): number;
  /** Failures within the window. */
  count(key: string, nowMs: number): number;
  failed(key: string, nowMs: number): void;
  /** The last one was no attempt after all: nobody looked at it. */
  forgiven(key: string): void;
  /** It succeeded: the failures are forgotten. */
  succeeded(key: string): void;
}

export interface AttemptRules {
  /** Failures that cost nothing. */
  readonly free: number;
  /** A failure is forgotten after this long. */
  readonly windowMs: number;
  /** Wait after the n-th failure beyond the free ones, from 1; counted from that failure. */
  readonly waitMsAfter: (n: number) => number;
}

interface Failures {
  readonly atMs: number[];
}

/** The key that rested longest is forgotten first; whoever fills the table has used as many addresses. */
const KEYS_MAX = 100_000;

const MINUTE_MS = 60_000;
const WINDOW_MS = 15 * MINUTE_MS;

/** Passwords: five failures in 15 minutes are free, then 10 s, 20 s, 40 s … up to 15 minutes. */
export const PASSWORD_RULES: AttemptRules = {
  free: 5,
  windowMs: WINDOW_MS,
  waitMsAfter: (n) => Math.min(WINDOW_MS, 10_000 * 2 ** (n - 1)),
};
/** Passwords of whichever users from one address: who tries one password on everybody is slowed, too. */
export const ADDRESS_RULES: AttemptRules = {
  free: 50,
  windowMs: WINDOW_MS,
  waitMsAfter: () => MINUTE_MS,
};
/** One-time codes: after ten failures 15 minutes of rest. */
export const CODE_RULES: AttemptRules = {
  free: 10,
  windowMs: WINDOW_MS,
  waitMsAfter: () => WINDOW_MS,
};
/** Requests that make the server write a mail, per address of the network. */
export const MAIL_RULES: AttemptRules = {
  free: 20,
  windowMs: WINDOW_MS,
  waitMsAfter: () => MINUTE_MS,
};

export function createAttemptLimit(rules: AttemptRules): AttemptLimit {
  const { free, windowMs, waitMsAfter } = rules;
  const keys = new Map<string, Failures>();

  function recent(key: string, nowMs: number): number[] {
    const kept = keys.get(key)?.atMs.filter((at) => at > nowMs - windowMs) ?? [];
    if (kept.length === 0) keys.delete(key);
    return kept;
  }

  return {
    waitMs(key, nowMs) {
      const atMs = recent(key, nowMs);
      // The last free failure begins the first wait: `free` failures are answered, the next one waits.
      const beyond = atMs.length - free + 1;
      if (beyond <= 0) return 0;
      return Math.max(0, atMs.at(-1)! + waitMsAfter(beyond) - nowMs);
    },
    count: (key, nowMs) => recent(key, nowMs).length,
    failed(key, nowMs) {
      const atMs = recent(key, nowMs);
      keys.delete(key);
      keys.set(key, { atMs: [...atMs, nowMs] });
      if (keys.size > KEYS_MAX) keys.delete(keys.keys().next().value!);
    },
    forgiven(key) {
      keys.get(key)?.atMs.pop();
    },
    succeeded(key) {
      keys.delete(key);
    },
  };
}
