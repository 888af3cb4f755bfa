// Cross-site request forgery: a request that changes something with the user's cookie has to come from our
// own page. ASVS 5.0 3.5.1 to 3.5.3, r:S11; on top of SameSite=Strict.

import { REJECTS } from '../../shared/domain/reject.ts';
import { Refusal } from './guard.ts';

/** A form cannot set it, and a script of another site may only after a preflight, which is not answered. */
export const PAGE_HEADER = 'x-openbell';

export interface ForgerySigns {
  readonly header: (name: string) => string | undefined;
  readonly origins: readonly string[];
}

/** Throws unless the request carries the signs of our own page. */
export function refuseForged({ header, origins }: ForgerySigns): void {
  const site = header('sec-fetch-site');
  const origin = header('origin');
  const isMarked = header(PAGE_HEADER) === '1';
  // `none`: typed by the user. Browsers leave the header out on plain HTTP that is not loopback: then the
  // origin alone has to tell; a browser sends it with every request that changes something.
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none';
  const isListed = origin === undefined || origins.includes(origin);
  const isTold = site !== undefined || origin !== undefined;
  if (isMarked && isSameSite && isListed && isTold) return;
  throw new Refusal(REJECTS.forgedRequest);
}
