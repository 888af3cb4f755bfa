// The day on which a moment falls in a time zone that the asker names.

/** Every zone is a whole number of quarters of an hour away from UTC. */
export const QUARTER_MICROS = 900_000_000;
const OFFSET = /^[+-]\d{2}:(00|15|30|45)$/;

/** IANA name, or an offset such as `+08:00`. */
export function isZone(zone: string): boolean {
  if (/^[+-]/.test(zone) && !OFFSET.test(zone)) return false;
  try {
    formatter(zone);
    return true;
  } catch {
    // The platform knows its zones best, and says no by an exception.
    return false;
  }
}

/** `2026-11-20`, by quarters of an hour since 1970. */
export function dayInZone(zone: string): (quarter: number) => string {
  const format = formatter(zone);
  return (quarter) => format.format(new Date((quarter * QUARTER_MICROS) / 1000));
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
  });
}
