// Token bucket: so many per second, and so many at once after a rest.

/** Tokens are counted in thousandths: what a millisecond adds is then the rate itself, exactly. */
const TOKEN = 1_000;

export class TokenBucket {
  private readonly perSecond: number;
  private readonly full: number;
  private level: number;
  private filledMs: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.perSecond = perSecond;
    this.full = burst * TOKEN;
    this.level = this.full;
    this.filledMs = nowMs;
  }

  /** Takes so many, all or none. 0: granted; else the milliseconds after which they will be there. */
  take(nowMs: number, count = 1): number {
    this.fill(nowMs);
    const wanted = count * TOKEN;
    if (this.level >= wanted) {
      this.level -= wanted;
      return 0;
    }
    return Math.ceil((wanted - this.level) / this.perSecond);
  }

  /** Whether it has rested long enough to be forgotten. */
  isFull(nowMs: number): boolean {
    this.fill(nowMs);
    return this.level >= this.full;
  }

  private fill(nowMs: number): void {
    const passedMs = nowMs - this.filledMs;
    if (passedMs <= 0) return;
    this.level = Math.min(this.full, this.level + passedMs * this.perSecond);
    this.filledMs = nowMs;
  }
}
