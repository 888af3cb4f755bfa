// Text as filters compare it: `EUR/USD`, `eurusd` and `Eur-Usd` are the same; so are `1,000` and `1000`.

export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,/_\-−–·]/gu, '');
}
