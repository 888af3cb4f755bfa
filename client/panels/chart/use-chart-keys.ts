// The chart by keyboard: a cursor that goes from bar to bar and says what it finds.

import { useRef, type KeyboardEvent } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { prefsStore } from '../../state/prefs-store.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import type { ChartView } from './chart-view.ts';
import { barTimeText, zoneOffset } from './zone-clock.ts';

export interface ChartKeysSetting {
  readonly view: ChartView | undefined;
  readonly bars: BarSeries;
  readonly instrument: Instrument;
  readonly say: (words: string) => void;
  /** Opens the draft menu at the price of a bar. */
  readonly openDraft: (ticks: number) => void;
}

const FAR = 10;
const ZOOM = 1.25;

/** Where a key takes the cursor; undefined: it is no key of the cursor. `at` -1: there is none yet. */
export function movedCursor(key: string, far: boolean, at: number, count: number) {
  const last = count - 1;
  const from = at < 0 ? last : at;
  const step = far ? FAR : 1;
  switch (key) {
    case 'ArrowLeft':
      return at < 0 ? last : Math.max(from - step, 0);
    case 'ArrowRight':
      return Math.min(from + step, last);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

export function useChartKeys(setting: ChartKeysSetting): (event: KeyboardEvent) => void {
  const t = useText();
  const { view, bars, instrument, say, openDraft } = setting;
  const speaking = useRef<ReturnType<typeof setTimeout>>(undefined);

  function describe(k: number): void {
    const offset = zoneOffset(prefsStore.getState().zone);
    const words = t('chart.cursor', {
      time: barTimeText(bars.time(k), bars.spanSeconds, offset),
      open: priceText(bars.open(k), instrument),
      high: priceText(bars.high(k), instrument),
      low: priceText(bars.low(k), instrument),
      close: priceText(bars.close(k), instrument),
      volume: qtyText(bars.volume(k), instrument),
    });
    // A held key passes many bars: only the one where it rests is spoken.
    clearTimeout(speaking.current);
    speaking.current = setTimeout(() => {
      say(words);
    }, SPEAK_AFTER_MS);
  }

  return (event) => {
    if (view === undefined || bars.count === 0) return;
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || altKey || metaKey) return;
    const at = view.hovered();
    const next = movedCursor(key, shiftKey, at, bars.count);
    if (next !== undefined) {
      view.pointAt(next);
      describe(next);
    } else if (key === '+' || key === '=') view.zoom(ZOOM);
    else if (key === '-') view.zoom(1 / ZOOM);
    else if (key === 'Escape' && at >= 0) view.pointAt(-1);
    else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      openDraft(bars.close(at < 0 ? bars.count - 1 : at));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

const SPEAK_AFTER_MS = 250;
