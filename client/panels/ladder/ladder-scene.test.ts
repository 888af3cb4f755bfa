import { expect, test } from 'vitest';
import type { DepthView } from '../../state/market-views.ts';
import type { LadderBook } from './ladder-book.ts';
import { LadderScene } from './ladder-scene.ts';
import type { MarkDrag } from './own-marks-by-price.ts';

const COUNT = 20;

function watched(bid: number, ask: number) {
  const side = (ticks: number) => ({ count: 1, ticks: () => ticks, lots: () => 1 });
  const wanted: boolean[] = [];
  const book = {
    view: { bids: side(bid), asks: side(ask) } as unknown as DepthView,
    isWhole: false,
    want: (whole: boolean) => void wanted.push(whole),
  };
  const follow = (scene: LadderScene, held = false) => {
    scene.follow(book as unknown as LadderBook, COUNT, held);
    return scene.rows;
  };
  return { book, wanted, follow };
}

test('coarse rows wait for the book that they need', () => {
  const { book, wanted, follow } = watched(5_000, 5_040);
  const scene = new LadderScene('auto');
  expect(follow(scene).top).toBe(0);
  book.isWhole = true;
  expect([follow(scene).step, wanted]).toEqual([5, [true, true]]);
});

test('a mark in the hand keeps its rows, whatever is chosen meanwhile', () => {
  const { book, follow } = watched(5_000, 5_001);
  const scene = new LadderScene('auto');
  book.isWhole = true;
  const rows = follow(scene);
  scene.hold({ ids: [1], side: 0, from: 5_000, to: 5_000, step: 1 } satisfies MarkDrag);
  scene.choose(10);
  expect(follow(scene)).toBe(rows);
  scene.hold(undefined);
  expect(follow(scene).step).toBe(10);
});

test('centred rows that are late do not come under a hand that moved on', () => {
  const { book, follow } = watched(5_000, 5_001);
  const scene = new LadderScene('auto');
  const rows = follow(scene);
  const { view } = watched(5_000, 5_040).book;
  book.view = view;
  scene.centre();
  expect(follow(scene, true)).toBe(rows);
  scene.stay();
  book.isWhole = true;
  expect(follow(scene, true)).toBe(rows);
  scene.centre();
  expect(follow(scene, true).step).toBe(5);
});

test('the cursor stands on a row after the rows became coarser', () => {
  const { book, follow } = watched(5_000, 5_001);
  const scene = new LadderScene('auto');
  book.isWhole = true;
  follow(scene);
  scene.point(4_997, 10_000);
  scene.choose(10);
  const rows = follow(scene);
  expect([scene.cursor, (rows.top - scene.cursor) % 10]).toEqual([5_000, 0]);
});
