// Who has signed in with an account of their own; demo users are not here.

import { create } from 'zustand';
import type { KycState } from '../../shared/domain/profile.ts';

export interface Me {
  readonly user: string;
  readonly email: string;
  readonly role: number;
  /** -1: no trading account yet. */
  readonly account: number;
  readonly kyc: KycState;
  readonly totp: boolean;
  readonly passkeys: number;
  /** Staff in a session without one: nothing that staff does is let through. */
  readonly secondFactorMissing: boolean;
  readonly confirmed: boolean;
  /** Until then what is sensitive needs no further proof; ms since 1970, 0: it does. */
  readonly stepUpUntilMs: number;
}

export interface IdentityState {
  readonly me: Me | undefined;
  /** The server ended the session: idle too long, or from elsewhere. */
  readonly wasEnded: boolean;
}

export const identityStore = create<IdentityState>(() => ({ me: undefined, wasEnded: false }));

export const useIdentity = identityStore;
