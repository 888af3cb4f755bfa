// A new API key as a form.

import type { KeyKind, KeyScope, NewApiKey } from '../../actions/account.ts';

export const SCOPES: readonly KeyScope[] = ['read', 'trade', 'fund'];

export interface KeyDraft {
  readonly name: string;
  readonly kind: KeyKind;
  readonly publicKey: string;
  readonly scopes: readonly KeyScope[];
  /** With commas or blanks between. */
  readonly addresses: string;
  /** Days until it ends; empty: it does not. */
  readonly days: string;
}

export const EMPTY_KEY: KeyDraft = {
  ...{ name: '', kind: 'ed25519', publicKey: '', scopes: ['read'], addresses: '', days: '90' },
};

export type KeyFault = 'missing' | 'days';
const DAYS_MAX = 3_650;
const DAY_MS = 86_400_000;

export function keyFaults(draft: KeyDraft): Partial<Record<keyof KeyDraft, KeyFault>> {
  const faults: Partial<Record<keyof KeyDraft, KeyFault>> = {};
  if (draft.name.trim() === '') faults.name = 'missing';
  if (draft.kind === 'ed25519' && draft.publicKey.trim() === '') faults.publicKey = 'missing';
  if (draft.scopes.length === 0) faults.scopes = 'missing';
  const days = Number(draft.days);
  const isTerm = draft.days === '' || (Number.isInteger(days) && days >= 1 && days <= DAYS_MAX);
  if (!isTerm) faults.days = 'days';
  return faults;
}

export function newKeyOf(draft: KeyDraft, nowMs: number): NewApiKey {
  const { name, kind, publicKey, scopes, addresses, days } = draft;
  return {
    ...{ kind, scopes, name: name.trim() },
    ...(kind === 'ed25519' ? { publicKey: publicKey.trim() } : {}),
    addresses: addresses.split(/[\s,]+/).filter((address) => address !== ''),
    expiresMs: days === '' ? 0 : nowMs + Number(days) * DAY_MS,
  };
}
