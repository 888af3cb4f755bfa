// When a quote of the bench left, carried in its bid size: tenths of a millisecond of the wall clock, cut
// to eight digits, so that the page can tell how old a painted figure is.

/** 10^8 tenths are close to three hours: longer than any run. */
export const STAMP_TENTHS = 100_000_000;

/** At least 1: a size of 0 would mean that there is no price. */
export function stampOf(wallMs: number): number {
  return Math.max(1, Math.floor(wallMs * 10) % STAMP_TENTHS);
}

/** How long ago a stamp was made, ms. */
export function stampAgeMs(stamp: number, wallMs: number): number {
  const tenths = (Math.floor(wallMs * 10) % STAMP_TENTHS) - stamp;
  return (tenths < 0 ? tenths + STAMP_TENTHS : tenths) / 10;
}
