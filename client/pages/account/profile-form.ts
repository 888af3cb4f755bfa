// The profile as a form: plain text while it is written, checked before it is sent. The server decides what
// is complete; here only what cannot be right is marked.

import type { IdentityData, Profile, Suitability } from '../../../shared/domain/profile.ts';

export const IDENTITY_FIELDS = [
  'givenName',
  'familyName',
  'birthDate',
  'nationality',
  'street',
  'postalCode',
  'town',
  'country',
  'phone',
  'taxNumber',
] as const satisfies readonly (keyof IdentityData)[];

/** ISO 3166 alpha-2. */
const COUNTRY_FIELDS = new Set<keyof IdentityData>(['nationality', 'country']);

export const QUESTIONS = [
  'knowledge',
  'experience',
  'lossTolerance',
  'horizon',
  'income',
] as const satisfies readonly (keyof Suitability)[];

/** Answers to each question, least first. */
export const ANSWERS = [0, 1, 2, 3, 4] as const;

export type ProfileFault = 'date' | 'country' | 'long';

const TEXT_MAX = 80;

export function fieldFault(field: keyof IdentityData, text: string): ProfileFault | undefined {
  if (text === '') return undefined;
  if (text.length > TEXT_MAX) return 'long';
  if (field === 'birthDate') return isDate(text) ? undefined : 'date';
  if (COUNTRY_FIELDS.has(field)) return /^[A-Z]{2}$/.test(text) ? undefined : 'country';
  return undefined;
}

export function isSendable({ identity }: Profile): boolean {
  return IDENTITY_FIELDS.every((field) => fieldFault(field, identity[field]) === undefined);
}

/** Country codes are capitals whatever was typed. */
export function withField(profile: Profile, field: keyof IdentityData, text: string): Profile {
  const value = COUNTRY_FIELDS.has(field) ? text.toUpperCase().slice(0, 2) : text;
  return { ...profile, identity: { ...profile.identity, [field]: value } };
}

export function withAnswer(profile: Profile, question: keyof Suitability, answer: number): Profile {
  return { ...profile, suitability: { ...profile.suitability, [question]: answer } };
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
