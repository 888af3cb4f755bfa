// Preferences of this browser, kept in its storage with a version.

import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface Prefs {
  readonly theme: 'dark' | 'light' | 'contrast';
  /** Which colour means up; cb: a pair that colour-blind eyes tell apart. */
  readonly updown: 'green' | 'red' | 'cb';
  readonly lang: 'en' | 'zh';
  /** market: the venue's zone (UTC). */
  readonly zone: 'market' | 'local' | 'utc';
  readonly density: 'compact' | 'comfortable';
  /** When an order asks once more before it is sent. */
  readonly confirm: 'always' | 'large' | 'never';
  /** True: orders on stale data are refused by the ticket, not only warned of. */
  readonly refuseStale: boolean;
  readonly hotkeys: boolean;
  readonly reducedMotion: boolean;
  /** Where the guide to the first order stands; `GUIDE_OFF`: dismissed. */
  readonly guideStep: number;
}

export interface PrefsState extends Prefs {
  /** Trading hotkeys and one-click orders may send. Never kept: a new page is disarmed. */
  readonly armed: boolean;
}

const VERSION = 1;
export const GUIDE_OFF = -1;

export const DEFAULT_PREFS: Prefs = {
  theme: 'dark',
  updown: 'green',
  lang: 'en',
  zone: 'local',
  density: 'compact',
  confirm: 'large',
  refuseStale: true,
  hotkeys: false,
  reducedMotion: false,
  guideStep: 0,
};

export type ChoicePref = {
  [Name in keyof Prefs]: Prefs[Name] extends string ? Name : never;
}[keyof Prefs];

/** What can be chosen, in the order in which it is offered. */
export const PREF_CHOICES: { readonly [Name in ChoicePref]: readonly PrefsState[Name][] } = {
  theme: ['dark', 'light', 'contrast'],
  updown: ['green', 'red', 'cb'],
  lang: ['en', 'zh'],
  zone: ['local', 'market', 'utc'],
  density: ['compact', 'comfortable'],
  confirm: ['always', 'large', 'never'],
};

/** What was stored by another version, or by hand: every preference that is none goes back to its
 * default. */
export function readPrefs(stored: unknown): Prefs {
  const given = typeof stored === 'object' && stored !== null ? stored : {};
  const prefs: Record<string, unknown> = { ...DEFAULT_PREFS };
  for (const [name, usual] of Object.entries(DEFAULT_PREFS)) {
    const value: unknown = Reflect.get(given, name);
    const choices: readonly string[] | undefined = PREF_CHOICES[name as ChoicePref];
    const fits =
      choices === undefined ? typeof value === typeof usual : choices.includes(value as string);
    if (fits) prefs[name] = value;
  }
  return prefs as unknown as Prefs;
}

export const prefsStore = create<PrefsState>()(
  persist((): PrefsState => ({ ...DEFAULT_PREFS, armed: false }), {
    name: 'openbell.prefs',
    version: VERSION,
    partialize: ({ armed: _armed, ...kept }) => kept,
    migrate: (stored) => readPrefs(stored) as PrefsState,
    merge: (stored, current) => ({ ...current, ...readPrefs(stored) }),
  }),
);

export const usePrefs = prefsStore;
