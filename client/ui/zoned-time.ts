// Times of the server on the clock that the user chose: the venue's (UTC), this computer's, or UTC.

export type Zone = 'market' | 'local' | 'utc';

/** The venue keeps its day in UTC. */
const MARKET_ZONE = 'UTC';

function formatter(zone: Zone): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    ...(zone === 'local' ? {} : { timeZone: zone === 'utc' ? 'UTC' : MARKET_ZONE }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
}

const formatters: Readonly<Record<Zone, Intl.DateTimeFormat>> = {
  market: formatter('market'),
  local: formatter('local'),
  utc: formatter('utc'),
};

/** `2026-11-20 15:34:08` on the zone's clock. */
export function dateTimeText(micros: number, zone: Zone): string {
  return formatters[zone].format(new Date(micros / 1000));
}

/** `15:34:08.218`. */
export function zonedTimeText(micros: number, zone: Zone): string {
  const ms = Math.floor(micros / 1000) % 1000;
  return `${dateTimeText(micros, zone).slice(11)}.${String(ms).padStart(3, '0')}`;
}

/** `2026-11-20 15:34:08.218 UTC`; the local clock goes without a name. */
export function clockText(micros: number, zone: Zone): string {
  const date = dateTimeText(micros, zone).slice(0, 11);
  return `${date}${zonedTimeText(micros, zone)}${zone === 'local' ? '' : ' UTC'}`;
}

/** The zone's IANA name. */
export function zoneName(zone: Zone): string {
  if (zone !== 'local') return zone === 'utc' ? 'UTC' : MARKET_ZONE;
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
