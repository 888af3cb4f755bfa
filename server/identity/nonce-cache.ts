// Nonces of signed requests, as long as their time window is open: a request is taken once.

export interface NonceCache {
  /** True the first time; false for a repeat, and when the cache is full (nothing is let in unseen). */
  use(nonce: string, untilMs: number, nowMs: number): boolean;
}

export function createNonceCache(entriesMax: number): NonceCache {
  const seen = new Map<string, number>();

  function forgetOld(nowMs: number): void {
    // In the order of arrival, and windows are of one length give or take a second.
    for (const [nonce, untilMs] of seen) {
      if (untilMs >= nowMs) return;
      seen.delete(nonce);
    }
  }

  return {
    use(nonce, untilMs, nowMs) {
      if (seen.has(nonce)) return false;
      if (seen.size >= entriesMax) forgetOld(nowMs);
      if (seen.size >= entriesMax) return false;
      seen.set(nonce, untilMs);
      // A few at a time keep it small without a long pause.
      forgetOld(nowMs);
      return true;
    },
  };
}
