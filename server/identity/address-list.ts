// Lists of network addresses and CIDR blocks from which an API key may be used.

import { BlockList, isIP } from 'node:net';

const BITS = { 4: 32, 6: 128 } as const;

/** Undefined: one of the entries is neither an address nor a block. */
export function addressList(entries: readonly string[]): BlockList | undefined {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/');
    const family = isIP(address);
    if ((family !== 4 && family !== 6) || more.length > 0) return undefined;
    const length = bits === undefined ? BITS[family] : Number(bits);
    if (!/^\d{1,3}$/.test(bits ?? '0') || length > BITS[family]) return undefined;
    list.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** An empty list lets everybody through. */
export function isListed(entries: readonly string[], address: string): boolean {
  if (entries.length === 0) return true;
  const family = isIP(address);
  if (family === 0) return false;
  return addressList(entries)?.check(address, family === 4 ? 'ipv4' : 'ipv6') ?? false;
}
