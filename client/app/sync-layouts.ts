// Keeps own layouts the same here and on the server: on every connection, and a little after a change.
// The browser's copy is shown at once and works without the server.

import { LIMITS } from '../../shared/domain/limits.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { sharedLayouts } from '../actions/shared-layouts.ts';
import { textNow } from '../i18n/use-text.ts';
import { sessionStore } from '../state/session-store.ts';
import {
  docksFor,
  keepMarks,
  ownDocks,
  readMarks,
  shapeOf,
  type SharedMarks,
} from './layout-marks.ts';
import { layoutStore, replaceOwnDocks } from './layout-store.ts';
import { mergeLayouts, type RemoteLayout } from './merge-layouts.ts';
import { LAYOUT_VERSION, mendDock } from './saved-layouts.ts';
import { addToast } from './toast-store.ts';

const SEND_AFTER_MS = 2_000;
const WAYS_OUT: Readonly<Record<number, 'large' | 'many'>> = {
  [REJECTS.layoutTooLarge.code]: 'large',
  [REJECTS.tooManyLayouts.code]: 'many',
};

/** Starts it for whoever is signed in; the answer stops it. */
export function syncLayouts(): () => void {
  const { user } = sessionStore.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isStopped = false;
  let isApplying = false;
  const schedule = (afterMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), afterMs);
  };

  async function run(): Promise<void> {
    if (isRunning) {
      schedule(SEND_AFTER_MS);
      return;
    }
    isRunning = true;
    const listed = await sharedLayouts.list();
    if (listed !== undefined && !isStopped) {
      isApplying = true;
      const { put, remove } = mergeHere(user, listed.map(readRemote));
      isApplying = false;
      let isAgain = false;
      for (const name of remove) await drop(user, name);
      for (const name of put) isAgain = (await send(user, name)) || isAgain;
      if (isAgain) schedule(SEND_AFTER_MS);
    }
    isRunning = false;
  }

  const stops = [
    sessionStore.subscribe(({ feed }, before) => {
      if (feed.is === 'live' && before.feed.is !== 'live') schedule(0);
    }),
    layoutStore.subscribe(({ docks }, before) => {
      if (docks === before.docks || isApplying) return;
      if (markChanges(user, ownDocks(docks), ownDocks(before.docks))) schedule(SEND_AFTER_MS);
    }),
  ];
  if (sessionStore.getState().feed.is === 'live') schedule(0);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function readRemote({
  name,
  revision,
  layout,
}: {
  readonly name: string;
  readonly revision: number;
  readonly layout: unknown;
}): RemoteLayout {
  const { version, dock } = (layout ?? {}) as { version?: unknown; dock?: unknown };
  return { name, revision, dock: version === LAYOUT_VERSION ? mendDock(dock) : undefined };
}

function mergeHere(user: string, remote: readonly RemoteLayout[]) {
  const kept = readMarks();
  const docks = docksFor(user, ownDocks(layoutStore.getState().docks), kept);
  const merged = mergeLayouts(docks, kept.user === user ? kept.marks : {}, remote);
  keepMarks({ user, marks: merged.shared });
  replaceOwnDocks(merged.docks, merged.renamed);
  return merged;
}

function marksOf(user: string): SharedMarks {
  const kept = readMarks();
  return kept.user === user ? kept.marks : {};
}

/** True when the server has another one by now: both are to be compared again. */
async function send(user: string, name: string): Promise<boolean> {
  const dock = layoutStore.getState().docks[name];
  const revision = marksOf(user)[name]?.revision ?? 0;
  if (dock === undefined) return false;
  const answer = await sharedLayouts.put(name, revision, { version: LAYOUT_VERSION, dock });
  if (answer.is === 'refused') tellRefused(name, answer.code);
  if (answer.is !== 'done') return answer.is === 'conflict';
  told.delete(name);
  const now = layoutStore.getState().docks[name];
  const dirty = shapeOf(now) !== shapeOf(dock);
  const mark = { revision: answer.revision, dirty };
  keepMarks({ user, marks: { ...marksOf(user), [name]: mark } });
  return dirty;
}

/** What the user was told already of a layout: the same refusal comes with every try. */
const told = new Map<string, number>();

/** It stays in this browser; what to do so that it is kept everywhere. */
function tellRefused(name: string, code: number): void {
  if (told.get(name) === code) return;
  told.set(name, code);
  const key = WAYS_OUT[code] ?? 'other';
  addToast({
    kind: 'bad',
    title: textNow('shell.layoutRefused', { name }),
    words: textNow(`shell.layoutRefused.${key}`, { most: LIMITS.layoutsPerUser, code }),
  });
}

async function drop(user: string, name: string): Promise<void> {
  const revision = marksOf(user)[name]?.revision ?? 0;
  const answer = await sharedLayouts.remove(name, revision);
  if (answer.is !== 'done') return;
  const { [name]: _gone, ...marks } = marksOf(user);
  keepMarks({ user, marks });
}

type Own = ReturnType<typeof ownDocks>;

/** Marks what is another layout than it was; true: there is something to tell the server. */
function markChanges(user: string, docks: Own, before: Own): boolean {
  const marks: Record<string, SharedMarks[string]> = { ...marksOf(user) };
  let isChanged = Object.keys(before).some((name) => docks[name] === undefined);
  for (const [name, dock] of Object.entries(docks)) {
    const old = before[name];
    if (old !== undefined && (old === dock || shapeOf(old) === shapeOf(dock))) continue;
    const mark = marks[name];
    if (mark !== undefined) marks[name] = { ...mark, dirty: true };
    isChanged = true;
  }
  if (isChanged) keepMarks({ user, marks });
  return isChanged;
}
