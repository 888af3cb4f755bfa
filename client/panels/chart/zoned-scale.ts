// The time scale of the chart: marks lie where days, hours and sessions begin in the zone of the user.

import {
  defaultHorzScaleBehavior,
  TickMarkType,
  type IHorzScaleBehavior,
  type Time,
  type TickMarkFormatter,
} from 'lightweight-charts';
import type { Language } from '../../i18n/text-table.ts';
import { pausedBetween, type SessionHours } from './session-hours.ts';
import {
  MARK_WEIGHTS,
  markText,
  markWeight,
  type MarkKind,
  type ZoneOffset,
} from './zone-clock.ts';

type WeightedPoints = Parameters<IHorzScaleBehavior<Time>['fillWeightsForPoints']>[0];

export interface ScaleSetting {
  readonly spanSeconds: number;
  readonly hours: SessionHours;
  readonly offset: ZoneOffset;
}

/** Weight of a bar after another; the first after a break is a landmark like noon. */
export function barWeight(before: number, now: number, setting: ScaleSetting): number {
  const { spanSeconds, hours, offset } = setting;
  const weight = markWeight(before, now, offset);
  if (weight >= MARK_WEIGHTS.hour12) return weight;
  return pausedBetween(before, now, spanSeconds, hours) ? MARK_WEIGHTS.hour12 : weight;
}

export function createZonedScale(setting: ScaleSetting): IHorzScaleBehavior<Time> {
  const scale = new (defaultHorzScaleBehavior())();
  scale.fillWeightsForPoints = (points: WeightedPoints, startIndex: number) => {
    for (let k = startIndex; k < points.length; k++) {
      const now = points[k]!.originalTime as number;
      const before = k === 0 ? now - setting.spanSeconds : (points[k - 1]!.originalTime as number);
      points[k]!.timeWeight = barWeight(
        before,
        now,
        setting,
      ) as WeightedPoints[number]['timeWeight'];
    }
  };
  return scale;
}

const KINDS: Readonly<Record<TickMarkType, MarkKind>> = {
  [TickMarkType.Year]: 'year',
  [TickMarkType.Month]: 'month',
  [TickMarkType.DayOfMonth]: 'day',
  [TickMarkType.Time]: 'minutes',
  [TickMarkType.TimeWithSeconds]: 'seconds',
};

export function markFormatter(offset: ZoneOffset, language: Language): TickMarkFormatter {
  return (time, type) => markText(time as number, KINDS[type], offset, language);
}
