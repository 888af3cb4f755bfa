// Pointer and keys of the ladder: what they point at, and which intent they end in. The price is the one
// that stood painted under the pointer when the button went down; a row that stands for another one when
// it comes up again means nothing.

import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { textNow } from '../../i18n/use-text.ts';
import { prefsStore } from '../../state/prefs-store.ts';
import { chooseSize } from '../../state/size-presets.ts';
import { priceText } from '../../ui/format.ts';
import type { LadderScene, Pointed } from './ladder-scene.ts';
import { rowOf } from './ladder-window.ts';
import { moveMark } from './own-marks-by-price.ts';
import type { OneClick } from './use-one-click.ts';

interface HandTools {
  readonly instrument: Instrument;
  readonly scene: LadderScene;
  readonly intents: OneClick;
  readonly say: (words: string) => void;
}

const PAGE = 10;

function pointedAt(target: EventTarget): Pointed | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>('.ladder-row[data-row]');
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  if (row === null) return undefined;
  return { row: Number(row.dataset['row']), column: (column ?? 'other') as Pointed['column'] };
}

const sideOf = ({ column }: Pointed): Side =>
  column === 'bid' || column === 'ownBid' ? Side.buy : Side.sell;
const isOwn = ({ column }: Pointed) => column === 'ownBid' || column === 'ownAsk';

export function createHand(tools: HandTools) {
  const { instrument, scene, intents, say } = tools;
  const { priceLimitTicks } = instrument;
  let pressed: { readonly pointed: Pointed; readonly price: number } | undefined;

  function point(pointed: Pointed | undefined): void {
    if (pointed?.row === scene.pointed?.row && pointed?.column === scene.pointed?.column) return;
    scene.pointed = pointed;
    scene.stay();
    scene.version += 1;
  }

  function takeMark(event: PointerEvent<HTMLElement>, pointed: Pointed, price: number): void {
    const mark = scene.marks[sideOf(pointed)].get(price);
    if (mark === undefined) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { step } = scene.shown;
    scene.hold({ ids: mark.ids, side: sideOf(pointed), from: price, to: price, step });
  }

  /** The row at the height of the pointer; the first or the last one when it is outside. */
  function rowUnder(event: PointerEvent<HTMLElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    const { count } = scene.shown;
    const row = Math.floor(((event.clientY - box.top) / box.height) * count);
    return Math.min(Math.max(row, 0), count - 1);
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const pointed = pointedAt(event.target);
      if (event.button !== 0 || pointed === undefined) return;
      scene.stay();
      const price = scene.priceAt(pointed.row);
      if (isOwn(pointed)) takeMark(event, pointed, price);
      else pressed = { pointed, price };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (scene.drag === undefined) return point(pointedAt(event.target));
      const price = scene.priceAt(rowUnder(event));
      const drag = moveMark(scene.drag, price, priceLimitTicks);
      const column = drag.side === Side.buy ? 'ownBid' : 'ownAsk';
      point({ row: rowOf(scene.shown, drag.to), column });
      return scene.hold(drag);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const { drag } = scene;
      const from = pressed;
      pressed = undefined;
      if (drag !== undefined) {
        scene.hold(undefined);
        if (drag.from !== drag.to) intents.drop(drag);
        return;
      }
      const pointed = pointedAt(event.target);
      const isSame = pointed?.row === from?.pointed.row && pointed?.column === from?.pointed.column;
      if (from === undefined || pointed === undefined || !isSame) return;
      if (scene.priceAt(pointed.row) !== from.price) return;
      scene.point(from.price, priceLimitTicks);
      if (pointed.column !== 'other') intents.limit(sideOf(pointed), from.price, event.timeStamp);
    },
    onPointerLeave() {
      if (scene.drag === undefined) point(undefined);
    },
    onPointerCancel() {
      pressed = undefined;
      scene.hold(undefined);
    },
    onContextMenu(event: MouseEvent<HTMLElement>) {
      const pointed = pointedAt(event.target);
      if (pointed === undefined || !isOwn(pointed)) return;
      event.preventDefault();
      const mark = scene.marks[sideOf(pointed)].get(scene.priceAt(pointed.row));
      if (mark !== undefined) intents.cancel(mark.ids);
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (onKey(event.key, event.timeStamp)) event.preventDefault();
    },
  };

  /** True: the key was one of the ladder's. */
  function onKey(key: string, timeStamp: number): boolean {
    const at = scene.cursor > 0 ? scene.cursor : scene.middle;
    const steps: Partial<Record<string, number>> = {
      ...{ ArrowUp: 1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE },
    };
    const step = steps[key];
    if (step !== undefined) {
      const ticks = scene.cursor > 0 ? step * scene.rows.step : 0;
      if (at > 0) scene.point(at + ticks, priceLimitTicks);
      return true;
    }
    if (/^[1-5]$/.test(key)) {
      chooseSize(instrument, Number(key) - 1);
      scene.version += 1;
      return true;
    }
    return onWordKey(key.toLowerCase(), at, timeStamp);
  }

  function onWordKey(key: string, at: number, timeStamp: number): boolean {
    if (key === 'escape') {
      if (scene.drag === undefined) return false;
      scene.hold(undefined);
      say(textNow('ladder.restored'));
    } else if (key === ' ' || key === 'c') scene.centre();
    else if (key === 'b' || key === 's') {
      placeAt(key === 'b' ? Side.buy : Side.sell, at, timeStamp);
    } else if (key === 'f') {
      if (prefsStore.getState().armed) intents.flatten();
      else say(textNow('ladder.flattenArm'));
    } else if (key === 'delete' || key === 'backspace') cancelAt(at);
    else return false;
    return true;
  }

  /** Without a cursor it is the row of the market; one that is out of sight is brought there instead. */
  function placeAt(side: Side, price: number, timeStamp: number): void {
    const row = rowOf(scene.shown, price);
    const isInSight = row >= 0 && row < scene.shown.count;
    if (scene.cursor > 0 || isInSight) intents.limit(side, price, timeStamp);
    else if (price > 0) scene.point(price, priceLimitTicks);
  }

  function cancelAt(price: number): void {
    const ids = [Side.buy, Side.sell].flatMap((side) => scene.marks[side].get(price)?.ids ?? []);
    if (ids.length > 0) intents.cancel(ids);
    else say(textNow('ladder.noMark', { price: priceText(price, instrument) }));
  }
}
