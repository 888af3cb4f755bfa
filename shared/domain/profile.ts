// What a user says of themself, and what becomes of it: kept sealed, answered over REST.

/** none: nothing was said yet. The right to trade and to move money follows it. */
export type KycState = 'none' | 'submitted' | 'approved' | 'refused';

export interface IdentityData {
  readonly givenName: string;
  readonly familyName: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  /** ISO 3166 alpha-2, of nationality and of residence. */
  readonly nationality: string;
  readonly country: string;
  readonly street: string;
  readonly town: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly taxNumber: string;
}

/** Answers from 0 (least) to 4 (most); -1: not answered. */
export interface Suitability {
  readonly knowledge: number;
  readonly experience: number;
  readonly lossTolerance: number;
  readonly horizon: number;
  readonly income: number;
}

export interface Profile {
  readonly identity: IdentityData;
  readonly suitability: Suitability;
}

export interface ProfileView extends Profile {
  readonly kyc: KycState;
  /** 1 cautious to 5 speculative; 0: not all answered. */
  readonly level: number;
  /** Names of the fields that approval still needs. */
  readonly missing: readonly string[];
}
