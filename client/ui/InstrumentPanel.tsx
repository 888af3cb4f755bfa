// A panel about the instrument of its colour: says so while none is chosen, and starts anew with another.

import { Fragment, useCallback, type ReactNode, type RefObject } from 'react';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { useText } from '../i18n/use-text.ts';
import { useInstruments } from '../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../state/link-store.ts';
import type { TopicTruth } from '../state/market-views.ts';
import { Empty } from './Empty.tsx';
import { Panel } from './Panel.tsx';
import { TruthBadge, type Truth } from './TruthBadge.tsx';

export interface InstrumentPanelProps {
  readonly colour: LinkColour;
  readonly children: (instrument: Instrument) => ReactNode;
}

export function InstrumentPanel({ colour, children }: InstrumentPanelProps) {
  const t = useText();
  const selected = useSelected(colour);
  const instrument = useInstruments((state) => state.instruments.get(selected));
  if (instrument === undefined) {
    return (
      <Panel>
        <Empty icon="search" title={t('ui.choose')} words={t('ui.chooseWords')} />
      </Panel>
    );
  }
  return <Fragment key={instrument.id}>{children(instrument)}</Fragment>;
}

export interface ViewBadgeProps {
  readonly view: RefObject<{ readonly truth: TopicTruth; readonly ageMs: number } | undefined>;
  /** Its word while all is well: `verified` for a book with a checksum, `live` for the rest. */
  readonly well: Extract<Truth, 'verified' | 'live'>;
  readonly instrument: number;
}

/** How far a watched view can be trusted now; loading until it is watched. */
export function ViewBadge({ view, well, instrument }: ViewBadgeProps) {
  const read = useCallback(() => {
    const { truth, ageMs } = view.current ?? { truth: 'loading' as const, ageMs: Infinity };
    return { truth: truth === 'verified' ? well : truth, ageMs };
  }, [view, well]);
  return <TruthBadge read={read} instrument={instrument} />;
}
