// One side of a book as readers have it, and what brings it to the present: changed levels only.

import type { Side } from '../../shared/domain/order.ts';
import { DepthSide, NO_KEY } from './depth.ts';

export class PublishedSide {
  /** What readers have: at most the granted levels. */
  readonly view: DepthSide;
  /** Keys and lots of the levels that the last publish changed, best first; 0 lots deletes. */
  readonly changedKeys: number[] = [];
  readonly changedLots: number[] = [];
  readonly #levels: number;
  /** The view was the whole side when it was published: nothing lies hidden below it. */
  #complete = true;
  /** Smallest key that may have changed since. */
  #worstKey = NO_KEY;

  constructor(side: Side, levels: number) {
    this.view = new DepthSide(side);
    this.#levels = levels;
  }

  /** Levels with this key or better ones may have changed. */
  noteWorst(key: number): void {
    if (key < this.#worstKey) this.#worstKey = key;
  }

  /**
   * Brings the view to the best levels of `present` and returns how many levels that changed. A level
   * that falls out of the view is deleted in so many words, one that comes into view is sent. The deep
   * part of a book that is shown whole is not looked at when nothing changed there.
   */
  publish(present: DepthSide): number {
    const { view } = this;
    this.changedKeys.length = 0;
    this.changedLots.length = 0;
    if (this.#worstKey === NO_KEY) return 0;
    const whole = this.#complete && present.size <= this.#levels;
    const from = whole ? present.place(this.#worstKey) : Math.max(0, present.size - this.#levels);
    const viewFrom = whole ? view.place(this.#worstKey) : 0;
    this.#compare(viewFrom, present, from);
    view.copyTail(viewFrom, present, from);
    this.#complete = present.size <= this.#levels;
    this.#worstKey = NO_KEY;
    return this.changedKeys.length;
  }

  /** Walks both from the best level down to the given ends. */
  #compare(viewFrom: number, present: DepthSide, from: number): void {
    const { view } = this;
    let old = view.size - 1;
    let now = present.size - 1;
    while (old >= viewFrom || now >= from) {
      const oldKey = old >= viewFrom ? view.keys[old] : -Infinity;
      const nowKey = now >= from ? present.keys[now] : -Infinity;
      if (oldKey > nowKey) {
        this.#changed(oldKey, 0);
        old -= 1;
        continue;
      }
      if (nowKey > oldKey || present.lots[now] !== view.lots[old]) {
        this.#changed(nowKey, present.lots[now]);
      }
      if (nowKey === oldKey) old -= 1;
      now -= 1;
    }
  }

  #changed(key: number, lots: number): void {
    this.changedKeys.push(key);
    this.changedLots.push(lots);
  }
}
