// What stands on the chart while there are no bars, and a word on top of bars that are not up to date.

import { useEffect, useState } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { Empty } from '../../ui/Empty.tsx';

type Shown = 'bars' | 'loading' | 'empty' | 'refused' | 'stale';

function shownState({ truth, count }: BarSeries): Shown {
  if (truth === 'refused') return 'refused';
  if (truth === 'stale') return count === 0 ? 'loading' : 'stale';
  if (count > 0) return 'bars';
  return truth === 'verified' ? 'empty' : 'loading';
}

export function ChartStates({
  bars,
  instrument: { symbol },
}: {
  readonly bars: BarSeries;
  readonly instrument: Instrument;
}) {
  const t = useText();
  const shown = useShownState(bars);
  switch (shown) {
    case 'bars':
      return null;
    case 'loading':
      return (
        <div className="chart-cover" role="status">
          <div className="chart-skeleton" aria-hidden="true">
            {SKELETON.map((height, k) => (
              <i key={k} data-height={height} />
            ))}
          </div>
          {t('chart.loading')}
        </div>
      );
    case 'stale':
      return (
        <p className="chart-stale" role="status">
          {t('chart.staleWords')}
        </p>
      );
    case 'empty':
    case 'refused': {
      const words = shown === 'empty' ? 'chart.noTradesWords' : 'chart.refusedWords';
      return (
        <div className="chart-cover">
          <Empty
            icon={shown === 'empty' ? 'clock' : 'warn'}
            urgent={shown === 'refused'}
            title={t(shown === 'empty' ? 'chart.noTrades' : 'chart.refused')}
            words={t(words, { symbol })}
          />
        </div>
      );
    }
    default:
      return shown satisfies never;
  }
}

/** Heights of the grey bars while nothing came yet, in quarters. */
const SKELETON = Array.from({ length: 40 }, (_, k) => (k * 7 + (k % 3) * 2) % 4);

/** Asked for in the frame loop; rendered only when it changes. React keeps every update until the next
 * render, also one that changes nothing: told in each frame, they would grow by megabytes in an hour. */
function useShownState(bars: BarSeries): Shown {
  const { frames } = useDesk().tables;
  const [shown, setShown] = useState<Shown>(() => shownState(bars));
  useEffect(() => {
    let last: Shown | undefined;
    return frames.add(() => {
      const now = shownState(bars);
      if (now !== last) setShown(now);
      last = now;
    });
  }, [frames, bars]);
  return shown;
}
