// The control itself: it judges every depth event by the right quote, and it can fail.

import { describe, expect, it } from 'vitest';
import { BestQuoteControl, type BestLevels } from './best-quote-control.ts';
import type { BestQuote } from '../feeds/feed.ts';

function quote(updateId: number, bidTicks: number): BestQuote {
  const stamp = { instrument: 0, exchangeMicros: 0, receiveMicros: 0 };
  return { kind: 'bestQuote', ...stamp, updateId, ...levels(bidTicks) };
}

function levels(bidTicks: number): BestLevels {
  return { bidTicks, bidLots: 5, askTicks: bidTicks + 1, askLots: 7 };
}

describe('the control by best quotes', () => {
  it('takes the last quote up to the depth event, though later ones came first', () => {
    const control = new BestQuoteControl();
    control.quote(quote(10, 100));
    control.quote(quote(12, 101));
    control.quote(quote(15, 102));
    control.depth(13, levels(101));
    expect([control.inStep, control.equal]).toEqual([1, 1]);
    expect(control.overtakenQuotes).toBe(1);
  });

  it('waits for quotes that are still to come', () => {
    const control = new BestQuoteControl();
    control.quote(quote(10, 100));
    control.depth(13, levels(101));
    expect(control.inStep).toBe(0);
    control.quote(quote(12, 101));
    control.quote(quote(14, 102));
    expect([control.inStep, control.equal]).toEqual([1, 1]);
  });

  it('counts depth before the first quote apart', () => {
    const control = new BestQuoteControl();
    control.depth(5, levels(99));
    control.quote(quote(10, 100));
    expect([control.beforeFirstQuote, control.inStep]).toEqual([1, 0]);
  });

  it.each([
    ['price', { ...levels(100), bidTicks: 99 }],
    ['quantity', { ...levels(100), askLots: 8 }],
  ])('sees a different %s', (_, seen) => {
    const control = new BestQuoteControl();
    control.quote(quote(10, 100));
    control.depth(11, seen);
    control.finish();
    expect([control.inStep, control.equal]).toEqual([1, 0]);
    expect(control.firstDifference).toContain('11');
  });
});
