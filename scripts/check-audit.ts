// Proves an audit bundle without the server that made it: `npm run audit-check -- <bundle> [public key]`.
// Checks the signature (Ed25519, RFC 8032), the digest of the entries, each entry's hash over its
// canonical JSON (RFC 8785), the chain and the numbers. Imports nothing but Node itself.
//
// The public key is that of <data>/audit-key.pub, got from the operator by another way than the bundle;
// without it the check says only that the bundle is whole, not who made it.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

type Entry = Readonly<Record<string, unknown>>;

/** Empty when the bundle is what it says; else the first thing that is wrong. */
export function faultOfBundle(text: string, publicKey?: string): string {
  const lines = text.split('\n');
  if (lines.length < 3 || lines.at(-1) !== '') return 'it is cut off';
  const manifestText = lines[0]!;
  const manifest = parse(manifestText);
  const last = parse(lines.at(-2)!);
  const entries = lines.slice(1, -2);
  if (manifest?.['format'] !== 'openbell-audit-1') return 'it is no audit bundle';
  if (publicKey !== undefined && manifest['publicKey'] !== publicKey) return 'another key made it';
  if (!isSigned(manifestText, manifest['publicKey'], last?.['signature'])) {
    return 'the signature is not genuine';
  }
  if (manifest['entries'] !== entries.length) return 'it has another number of entries';
  const digest = createHash('sha256');
  for (const line of entries) digest.update(`${line}\n`);
  if (digest.digest('hex') !== manifest['sha256']) return 'the entries are not those signed';
  return faultOfChain(entries, manifest);
}

function faultOfChain(entries: readonly string[], manifest: Entry): string {
  let previous = manifest['previous'];
  let seq = Number(manifest['from']);
  for (const line of entries) {
    const entry = parse(line);
    if (entry?.['seq'] !== seq) return `entry ${String(seq)} is missing`;
    if (entry['previous'] !== previous)
      return `entry ${String(seq)} does not follow the one before`;
    const { hash, ...rest } = entry;
    const found = createHash('sha256').update(canonical(rest)).digest('hex');
    if (found !== hash) return `entry ${String(seq)} has another hash`;
    previous = hash;
    seq += 1;
  }
  if (seq - 1 !== manifest['to']) return 'it ends at another entry';
  return previous === manifest['head'] ? '' : 'its head is another';
}

function parse(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Entry) : undefined;
  } catch {
    // A line that is no JSON is a fault of the bundle, which the caller names.
    return undefined;
  }
}

function isSigned(text: string, publicKey: unknown, signature: unknown): boolean {
  if (typeof publicKey !== 'string' || typeof signature !== 'string') return false;
  try {
    const der = Buffer.from(publicKey, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    const bytes = Buffer.from(signature, 'base64');
    // Another spelling of the same bytes is another bundle.
    return bytes.toString('base64') === signature && verify(null, Buffer.from(text), key, bytes);
  } catch {
    // What is no key has signed nothing.
    return false;
  }
}

/** Written again here, so that a mistake in the server's own does not prove itself. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}

function main(): void {
  const [file, key] = process.argv.slice(2);
  if (file === undefined) {
    console.error('usage: check-audit.ts <bundle> [public key, or the file that holds it]');
    process.exit(2);
  }
  const publicKey = key !== undefined && existsSync(key) ? readFileSync(key, 'utf8').trim() : key;
  const text = readFileSync(file, 'utf8');
  const fault = faultOfBundle(text, publicKey);
  if (fault !== '') {
    console.error(`${file}: ${fault}`);
    process.exit(1);
  }
  const manifest = parse(text.slice(0, text.indexOf('\n')))!;
  const whose = publicKey === undefined ? 'by the key that it names' : 'by the key given';
  console.log(
    `${file}: entries ${String(manifest['from'])}-${String(manifest['to'])} are whole and signed ${whose}`,
  );
  console.log(`key ${String(manifest['publicKey'])}`);
}

if (import.meta.main) main();
