// Token bucket: so many per second, and so many at once after a rest.

export class TokenBucket {
  private readonly perSecond: number;
  private readonly burst: number;
  private tokens: number;
  private filledMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledMs = nowMs;
  }

  /** Takes one. 0: granted; else the milliseconds after which one will be there. */
  take(nowMs: number): number {
    this.fill(nowMs);
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.tokens) * 1000) / this.perSecond);
  }

  /** Whether it has rested long enough to be forgotten. */
  isFull(nowMs: number): boolean {
    this.fill(nowMs);
    return this.tokens >= this.burst;
  }

  private fill(nowMs: number): void {
    const passedMs = nowMs - this.filledMs;
    if (passedMs <= 0) return;
    this.tokens = Math.min(this.burst, this.tokens + (passedMs * this.perSecond) / 1000);
    this.filledMs = nowMs;
  }
}
