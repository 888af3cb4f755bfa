// Compares the venue's best bid and ask with the recorded best quotes, where the two streams are in step.
//
// A depth event stands for every update up to its last id u. The best quote of that moment is the last
// recorded one with an update id <= u; which one that is, is certain once a quote with a higher id (or
// the end) has come. So after each depth event the venue's best levels are put down, and judged when the
// quotes have passed u. In step are thus all depth events from the first quote on; quotes that were
// overtaken by another one within the same 100 ms are out of step: no depth event shows their moment.

import type { BestQuote } from '../feeds/feed.ts';

export interface BestLevels {
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
}

interface Step {
  readonly updateId: number;
  readonly seen: BestLevels;
}

export class BestQuoteControl {
  /** Depth events judged, and how many of them agreed. */
  inStep = 0;
  equal = 0;
  /** Depth events before the first quote; quotes that no depth event shows. */
  beforeFirstQuote = 0;
  overtakenQuotes = 0;
  firstDifference: string | undefined;

  private readonly waiting: Step[] = [];
  /** Quotes in order, from the last one that a judged step showed. */
  private readonly quotes: BestQuote[] = [];
  private isOldestShown = false;

  depth(updateId: number, seen: BestLevels): void {
    this.waiting.push({ updateId, seen });
    this.judgeUpTo(this.quotes.at(-1)?.updateId ?? 0);
  }

  quote(quote: BestQuote): void {
    this.quotes.push(quote);
    this.judgeUpTo(quote.updateId);
  }

  /** No further quotes come: what waits is judged by the last one. */
  finish(): void {
    this.judgeUpTo(Infinity);
  }

  /** Judges the steps whose quote is known for certain: those before `updateId`. */
  private judgeUpTo(updateId: number): void {
    while (this.waiting.length > 0 && this.waiting[0]!.updateId < updateId) {
      const step = this.waiting.shift()!;
      while ((this.quotes[1]?.updateId ?? Infinity) <= step.updateId) {
        this.quotes.shift();
        if (!this.isOldestShown) this.overtakenQuotes += 1;
        this.isOldestShown = false;
      }
      this.judge(step, this.quotes[0]);
    }
  }

  private judge({ updateId, seen }: Step, quote: BestQuote | undefined): void {
    if (quote === undefined || quote.updateId > updateId) {
      this.beforeFirstQuote += 1;
      return;
    }
    this.isOldestShown = true;
    this.inStep += 1;
    const isEqual =
      seen.bidTicks === quote.bidTicks &&
      seen.bidLots === quote.bidLots &&
      seen.askTicks === quote.askTicks &&
      seen.askLots === quote.askLots;
    if (isEqual) this.equal += 1;
    else
      this.firstDifference ??= `${updateId}: ${JSON.stringify(seen)} recorded ${describe(quote)}`;
  }
}

function describe(quote: BestQuote): string {
  const { updateId, bidTicks, bidLots, askTicks, askLots } = quote;
  return JSON.stringify({ updateId, bidTicks, bidLots, askTicks, askLots });
}
