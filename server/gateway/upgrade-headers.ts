// What an upgrade request says in its headers, the same for every transport.

/** The offered sub-protocols in the order of the client; blanks and empty items left out. */
export function splitProtocols(header: string): readonly string[] {
  return header
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A server never grants what was not asked for; the empty text grants no sub-protocol. */
export function mayGrant(granted: string, offered: readonly string[]): boolean {
  return granted === '' || offered.includes(granted);
}

/** An IPv4 address that a dual-stack socket writes as IPv6, in its own form. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
