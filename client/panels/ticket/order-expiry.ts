// Date and time of a GTD order on the clock that the user chose, and back to seconds of the venue.

import { dateTimeText, type Zone } from '../../ui/zoned-time.ts';

const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** `2026-11-20T15:34` for a date-time field. */
export function expiryText(seconds: number, zone: Zone): string {
  return dateTimeText(seconds * 1e6, zone)
    .replace(' ', 'T')
    .slice(0, 16);
}

/** Seconds since 1970; undefined when it is no date. The venue's clock is UTC. */
export function expirySeconds(text: string, zone: Zone): number | undefined {
  if (!PATTERN.test(text)) return undefined;
  // Without a zone a date with a time is read on this computer's clock.
  const ms = Date.parse(zone === 'local' ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}
