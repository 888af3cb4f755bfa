// A key or a chord of keys.

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd>{keys}</kbd>;
}
