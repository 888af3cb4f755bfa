// What this browser knows of the server's layouts, kept with the user whose they are.

import type { SerializedDockview } from 'dockview-react';
import { isPreset } from './saved-layouts.ts';

export type Docks = Readonly<Record<string, SerializedDockview>>;

/** What this browser knows of the server's copy of a layout. */
export interface SharedMark {
  readonly revision: number;
  /** Changed here since; a mark without a dock: removed here. */
  readonly dirty: boolean;
}
export type SharedMarks = Readonly<Record<string, SharedMark>>;

const KEY = 'openbell.layouts.shared';

export interface KeptMarks {
  /** Empty: nobody's yet. */
  readonly user: string;
  readonly marks: SharedMarks;
}

const NONE: KeptMarks = { user: '', marks: {} };

export function parseMarks(text: string | null): KeptMarks {
  if (text === null) return NONE;
  try {
    const { user, marks } = JSON.parse(text) as Partial<KeptMarks>;
    if (typeof user !== 'string' || typeof marks !== 'object') return NONE;
    return { user, marks: Object.fromEntries(Object.entries(marks).filter(isMark)) };
  } catch {
    // Damaged storage is the same as none: both copies are compared again.
    return NONE;
  }
}

function isMark([, mark]: [string, SharedMark | null]): boolean {
  return Number.isSafeInteger(mark?.revision) && typeof mark?.dirty === 'boolean';
}

export function readMarks(): KeptMarks {
  return parseMarks(localStorage.getItem(KEY));
}

export function keepMarks(kept: KeptMarks): void {
  localStorage.setItem(KEY, JSON.stringify(kept));
}

/** Presets belong to the browser, own layouts to the user. */
export function ownDocks(docks: Docks): Docks {
  return Object.fromEntries(Object.entries(docks).filter(([name]) => !isPreset(name)));
}

/** Somebody else signs in here: what is safe with the one before leaves with them. */
export function docksFor(user: string, docks: Docks, { user: before, marks }: KeptMarks): Docks {
  if (before === user || before === '') return docks;
  const isSafe = (name: string) => marks[name]?.dirty === false;
  return Object.fromEntries(Object.entries(docks).filter(([name]) => !isSafe(name)));
}

/** Sizes and what is in front belong to the screen: they alone make no other layout. */
const OF_THE_SCREEN = new Set(['size', 'width', 'height', 'activeGroup', 'activeView']);

export function shapeOf(dock: unknown): string {
  return JSON.stringify(dock, (key, value: unknown) =>
    OF_THE_SCREEN.has(key) ? undefined : value,
  );
}
