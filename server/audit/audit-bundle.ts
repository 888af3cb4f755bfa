// The signed bundle: a manifest, the entries, a signature, each on a line of JSON. The same entries give
// the same bytes. scripts/check-audit.ts proves it without this server.

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { SigningKey } from './signing-key.ts';

export const BUNDLE_FORMAT = 'openbell-audit-1';

export interface BundleRange {
  readonly from: number;
  readonly to: number;
  /** Hash of the entry before the first. */
  readonly previous: string;
  /** Hash of the last entry. */
  readonly head: string;
}

/** `lines` are the entries in canonical JSON, in order. */
export function makeBundle(range: BundleRange, lines: readonly string[], key: SigningKey): string {
  const digest = createHash('sha256');
  for (const line of lines) digest.update(`${line}\n`);
  const manifest = canonicalJson({
    ...{ format: BUNDLE_FORMAT, entries: lines.length, publicKey: key.publicKey },
    ...{ from: range.from, to: range.to, previous: range.previous, head: range.head },
    sha256: digest.digest('hex'),
  });
  const signature = canonicalJson({ signature: key.sign(manifest) });
  return [manifest, ...lines, signature, ''].join('\n');
}
