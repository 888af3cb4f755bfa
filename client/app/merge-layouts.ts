// Brings the layouts of this browser and those of the server together. Pure: says what to show, what to
// send and what to remove. A layout that was changed on both sides is kept twice.

import type { SerializedDockview } from 'dockview-react';
import { shapeOf, type Docks, type SharedMark, type SharedMarks } from './layout-marks.ts';

export interface RemoteLayout {
  readonly name: string;
  readonly revision: number;
  /** undefined: this version cannot read it; it stays on the server as it is. */
  readonly dock: SerializedDockview | undefined;
}

export interface Merged {
  readonly docks: Docks;
  readonly shared: SharedMarks;
  /** To be sent; the revision is in `shared`, 0 for a new one. */
  readonly put: readonly string[];
  readonly remove: readonly string[];
  /** Own layouts that moved aside, by the name they had. */
  readonly renamed: Readonly<Record<string, string>>;
}

/** `name (2)`, or the first number that is free. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  for (let number = 2; ; number++) {
    const next = `${name} (${String(number)})`;
    if (!taken(next)) return next;
  }
}

export function mergeLayouts(
  docks: Docks,
  shared: SharedMarks,
  remote: readonly RemoteLayout[],
): Merged {
  const nextDocks: Record<string, SerializedDockview> = { ...docks };
  const nextShared: Record<string, SharedMark> = { ...shared };
  const put: string[] = [];
  const remove: string[] = [];
  const renamed: Record<string, string> = {};
  const theirs = new Map(remote.map((one) => [one.name, one]));
  const taken = (name: string) => name in nextDocks || theirs.has(name);

  function take({ name, revision, dock }: RemoteLayout): void {
    if (dock === undefined) return;
    nextDocks[name] = dock;
    nextShared[name] = { revision, dirty: false };
  }

  function send(name: string, revision: number): void {
    nextShared[name] = { revision, dirty: true };
    put.push(name);
  }

  for (const there of remote) {
    const { name, revision } = there;
    const own = docks[name];
    const mark = shared[name];
    const isKnown = mark?.revision === revision;
    if (own === undefined) {
      // Removed here and unchanged there; changed there, it comes back.
      if (isKnown) remove.push(name);
      else take(there);
    } else if (isKnown) {
      if (mark.dirty) put.push(name);
    } else if (mark !== undefined && !mark.dirty) take(there);
    else if (shapeOf(own) === shapeOf(there.dock)) take(there);
    else {
      const aside = freeName(name, taken);
      nextDocks[aside] = own;
      renamed[name] = aside;
      send(aside, 0);
      if (there.dock === undefined) delete nextDocks[name];
      take(there);
    }
  }
  for (const name of new Set([...Object.keys(docks), ...Object.keys(shared)])) {
    if (theirs.has(name)) continue;
    const mark = shared[name];
    if (name in docks && (mark === undefined || mark.dirty)) send(name, 0);
    else {
      delete nextDocks[name];
      delete nextShared[name];
    }
  }
  return { docks: nextDocks, shared: nextShared, put, remove, renamed };
}
