// Notional, fee and hold of an order. The ticket's preview and the core's risk use these same
// functions, so that what was shown is what is held.

const PPM = 1_000_000;

/** ticks * lots * tickValueMinor in quote minor units; admission keeps the product below 2^53. */
export function notionalMinor(ticks: number, lots: number, tickValueMinor: number): number {
  return ticks * lots * tickValueMinor;
}

/**
 * floor(notional * ppm / 10^6) without passing 2^53: split at a million.
 * Rounding down makes fee(a) + fee(b) <= fee(a + b), so partial fills never cost more than the hold.
 */
export function feeMinor(notional: number, ppm: number): number {
  let millions = Math.floor(notional / PPM);
  let rest = notional - millions * PPM;
  if (rest < 0) {
    millions -= 1;
    rest += PPM;
  }
  return millions * ppm + Math.floor((rest * ppm) / PPM);
}

/** What a buy order holds: its notional at the limit price and the dearer of the two fees. */
export function buyHoldMinor(
  ticks: number,
  lots: number,
  tickValueMinor: number,
  feePpm: number,
): number {
  const notional = notionalMinor(ticks, lots, tickValueMinor);
  return notional + feeMinor(notional, feePpm);
}
