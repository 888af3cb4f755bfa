// Whose an address is, for limits: one of IPv4 stands for itself, of IPv6 the first 64 bits do, for whoever
// has one of those addresses has all of them.

const MAPPED = /^(?:::|(?:0{1,4}:){5})ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: zeros }, () => '0'), ...back];
  const [a, b, c, d, e, f, g, h] = groups.map((group) => parseInt(group, 16));
  // An address of IPv4 written in sixteen-bit groups.
  if (!a && !b && !c && !d && !e && f === 0xffff && g !== undefined && h !== undefined) {
    return [g >> 8, g & 255, h >> 8, h & 255].join('.');
  }
  return [a, b, c, d].map((group) => (group ?? 0).toString(16)).join(':');
}
