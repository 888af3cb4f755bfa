// Windows of a long list: what is asked for, what is kept, and what stands still while rows come.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { placedRows, rowAt, RowWindows, WINDOW_ROWS, WINDOWS_KEPT } from './row-windows.ts';
import type { LoadWindow, WindowsHeld } from './row-windows.ts';

const SPACING_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A list of numbers, the newest first, that answers when it is told to. */
function stage(total = 200_000) {
  let size = total;
  let version = 0;
  let isDown = false;
  const versions = new Map<number, number>();
  const asked: { n: number; version: number; answer: () => void }[] = [];
  let held: WindowsHeld<number> | undefined;
  const windows = new RowWindows<number>((now) => {
    held = now;
  });
  const load: LoadWindow<number> = (offset, count, given) =>
    new Promise((resolve) => {
      const answer = () => {
        if (isDown) return resolve(undefined);
        const isKept = versions.has(given);
        const as = isKept ? given : ++version;
        if (!isKept) versions.set(as, size);
        const all = versions.get(as)!;
        const rows = Array.from(
          { length: Math.max(0, Math.min(count, all - offset)) },
          (_, k) => all - offset - k,
        );
        resolve({ version: as, total: all, more: false, offset, rows });
      };
      asked.push({ n: offset / WINDOW_ROWS, version: given, answer });
    });
  return {
    ...{ windows, load, asked },
    held: () => held!,
    numbers: () => asked.map(({ n }) => n),
    /** Answers what was asked, until nothing more is. */
    async settle() {
      while (asked.length > 0) {
        asked.shift()!.answer();
        await vi.advanceTimersByTimeAsync(0);
      }
    },
    grow: (by: number) => (size += by),
    forget: () => versions.clear(),
    fail: (now: boolean) => (isDown = now),
  };
}

async function opened(total?: number) {
  const world = stage(total);
  world.windows.see(0, 30, true);
  world.windows.ask(world.load, SPACING_MS);
  await world.settle();
  return world;
}

it('asks for what is in sight and beside it, nothing else', async () => {
  const world = await opened();
  expect([...world.held().windows.keys()]).toEqual([0, 1]);
  expect(rowAt(world.held(), 0)).toBe(200_000);
  expect(rowAt(world.held(), 5_000)).toBeUndefined();
  world.windows.see(199_960, 199_999, false);
  expect(world.numbers()).toEqual([1_999, 1_998]);
  await world.settle();
  expect(rowAt(world.held(), 199_999)).toBe(1);
  expect([...world.held().windows.keys()]).toEqual([0, 1, 1_999, 1_998]);
});

it('passes over what was scrolled by, and keeps a bounded number, the nearest', async () => {
  const world = await opened();
  for (let k = 1; k <= 100; k++) world.windows.see(k * 1_000, k * 1_000 + 30, false);
  // Two were under way; of the rest only the last is asked for.
  await world.settle();
  expect(world.held().windows.size).toBeLessThan(9);
  for (let k = 0; k < 40; k++) {
    world.windows.see(k * 100, k * 100 + 30, false);
    await world.settle();
  }
  const kept = [...world.held().windows.keys()];
  expect(kept.length).toBe(WINDOWS_KEPT);
  expect(Math.min(...kept)).toBeGreaterThan(39 - WINDOWS_KEPT);
  expect(placedRows(world.held())[0]).toEqual([Math.min(...kept) * 100, 200_000 - Math.min(...kept) * 100]); // prettier-ignore
});

it('drops answers of the order before, and shows its rows until the new one is there', async () => {
  const world = await opened();
  world.windows.see(50_000, 50_030, false);
  const late = world.asked.splice(0);
  world.windows.ask((offset, count) => {
    const rows = Array.from({ length: count }, (_, k) => -offset - k);
    return Promise.resolve({ version: 99, total: 7_000, more: true, offset, rows });
  }, SPACING_MS);
  expect(world.held()).toMatchObject({ state: 'loading', total: 200_000 });
  await vi.advanceTimersByTimeAsync(0);
  for (const { answer } of late) answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(world.held()).toMatchObject({ state: 'ready', total: 7_000, more: true });
  expect([...world.held().windows.keys()]).toEqual([0, 1]);
  expect(rowAt(world.held(), 1)).toBe(-1);
});

it('shows new rows at the head, and moves nothing when that is not in sight', async () => {
  const world = await opened();
  world.grow(5);
  world.windows.news();
  await vi.advanceTimersByTimeAsync(SPACING_MS);
  await world.settle();
  expect(rowAt(world.held(), 0)).toBe(200_005);
  await vi.advanceTimersByTimeAsync(2 * SPACING_MS);
  await world.settle();

  world.windows.see(3_000, 3_030, false);
  await world.settle();
  const before = rowAt(world.held(), 3_000);
  world.grow(5);
  world.windows.news();
  await vi.advanceTimersByTimeAsync(10 * SPACING_MS);
  expect(world.asked).toEqual([]);
  world.windows.see(3_100, 3_130, false);
  await world.settle();
  expect(rowAt(world.held(), 3_000)).toBe(before);
  expect(world.held()).toMatchObject({ behind: true, total: 200_005 });

  world.windows.see(0, 30, true);
  await vi.advanceTimersByTimeAsync(SPACING_MS);
  await world.settle();
  expect(rowAt(world.held(), 0)).toBe(200_010);
  expect(world.held()).toMatchObject({ behind: false, total: 200_010 });
});

it('makes at most one list in its time, and looks twice', async () => {
  const world = await opened();
  let lists = 0;
  for (let k = 0; k < 100; k++) {
    world.windows.news();
    await vi.advanceTimersByTimeAsync(SPACING_MS / 10);
    lists += world.asked.filter(({ version }) => version === 0).length;
    await world.settle();
  }
  expect(lists).toBeGreaterThan(8);
  expect(lists).toBeLessThanOrEqual(11);
  await vi.advanceTimersByTimeAsync(SPACING_MS);
  await world.settle();
  await vi.advanceTimersByTimeAsync(SPACING_MS);
  await world.settle();
  await vi.advanceTimersByTimeAsync(20 * SPACING_MS);
  expect(world.asked).toEqual([]);
});

it('starts over when the server no longer keeps the list', async () => {
  const world = await opened();
  world.forget();
  world.grow(1_000);
  world.windows.see(3_000, 3_030, false);
  await world.settle();
  expect(world.held().total).toBe(201_000);
  for (const [place, row] of placedRows(world.held())) expect(row).toBe(201_000 - place);
});

it('says that nothing could be read, and reads again when told', async () => {
  const world = await opened();
  world.fail(true);
  world.windows.see(3_000, 3_030, false);
  await world.settle();
  expect(world.held()).toMatchObject({ state: 'failed', total: 200_000 });
  world.windows.see(4_000, 4_030, false);
  expect(world.asked).toEqual([]);
  world.fail(false);
  world.windows.retry();
  await world.settle();
  expect(world.held().state).toBe('ready');
  expect(rowAt(world.held(), 4_000)).toBe(196_000);
});

it('asks for nothing when it is closed', async () => {
  const world = await opened();
  world.windows.news();
  world.windows.close();
  await vi.advanceTimersByTimeAsync(20 * SPACING_MS);
  world.windows.see(9_000, 9_030, false);
  expect(world.asked).toEqual([]);
});

it('reads every row for an export, from its head again where the list is no longer kept', async () => {
  const world = await opened(1_200);
  const whole = Array.from({ length: 1_200 }, (_, k) => 1_200 - k);
  const exported = world.windows.all();
  await world.settle();
  expect(await exported).toEqual(whole);

  const again = world.windows.all();
  world.asked.shift()!.answer();
  await vi.advanceTimersByTimeAsync(0);
  world.forget();
  world.grow(3);
  await world.settle();
  expect(await again).toEqual([1_203, 1_202, 1_201, ...whole]);

  const lost = world.windows.all();
  world.fail(true);
  await world.settle();
  expect(await lost).toBeUndefined();
});
