// Time and sales: the newest trades of the instrument. While somebody points at it, has the focus in it or
// scrolled down, its rows stand still and it counts what came meanwhile.

import { useMemo, useRef } from 'react';
import { parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFills } from '../../state/fills-store.ts';
import type { LinkColour } from '../../state/link-store.ts';
import type { Tape } from '../../state/market-views.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Icon } from '../../ui/Icon.tsx';
import { InstrumentPanel, ViewBadge } from '../../ui/InstrumentPanel.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LARGE_TIMES, leastLots } from './tape-rows.ts';
import { TAPE_ROWS, useTape } from './use-tape.ts';
import './tape.css';

interface TapePanelProps {
  readonly colour: LinkColour;
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Record<string, unknown>) => void;
}

export default function TapePanel({ colour, params, setParams }: TapePanelProps) {
  const kept = params['atLeast'];
  return (
    <InstrumentPanel colour={colour}>
      {(instrument) => (
        <TapeOf
          instrument={instrument}
          atLeast={typeof kept === 'string' ? kept : ''}
          onAtLeast={(atLeast) => {
            setParams({ ...params, atLeast });
          }}
        />
      )}
    </InstrumentPanel>
  );
}

interface TapeOfProps {
  readonly instrument: Instrument;
  readonly atLeast: string;
  readonly onAtLeast: (text: string) => void;
}

function TapeOf({ instrument, atLeast, onAtLeast }: TapeOfProps) {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const fills = useFills((state) => state.fills);
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const fresh = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const tape = useRef<Tape>(undefined);
  const least = leastLots(parseDecimal(atLeast.trim(), instrument.qtyScale), instrument.lotStep);
  const own = useMemo(
    () =>
      new Set(fills.filter((one) => one.instrument === instrument.id).map((one) => one.tradeId)),
    [fills, instrument],
  );
  const picture = useMemo(() => ({ instrument, least, zone, own }), [instrument, least, zone, own]);
  useTape(picture, { box, body, fresh, words, tape });
  return (
    <Panel
      subtitle={instrument.symbol}
      badge={<ViewBadge view={tape} well="live" instrument={instrument.id} />}
      tools={
        <label className="tape-filter" title={t('tape.atLeast')}>
          <Icon name="filter" />
          <span aria-hidden="true">≥</span>
          <input
            inputMode="decimal"
            autoComplete="off"
            aria-label={t('tape.atLeast')}
            placeholder="0"
            value={atLeast}
            onChange={(event) => {
              onAtLeast(event.target.value);
            }}
          />
        </label>
      }
    >
      <div className="tape-row tape-head" aria-hidden="true">
        <span>{t('tape.time')}</span>
        <span>{t('tape.price')}</span>
        <span>{t('tape.size')}</span>
      </div>
      <div className="tape-box" ref={box}>
        <button
          type="button"
          className="tape-fresh"
          ref={fresh}
          hidden
          onClick={(event) => {
            // Let go of the rows: the pointer is still above them, so they are asked for by hand.
            event.currentTarget.blur();
            body.current!.scrollTop = 0;
            body.current!.dataset['release'] = '';
          }}
        />
        <div
          className="tape-body"
          ref={body}
          role="group"
          tabIndex={0}
          aria-label={`${t('shell.panel.tape')} ${instrument.symbol}`}
          title={t('tape.large', { n: LARGE_TIMES })}
        >
          {Array.from({ length: TAPE_ROWS }, (_, k) => (
            <div key={k} className="tape-row" hidden>
              <span />
              <span />
              <span />
            </div>
          ))}
        </div>
      </div>
      <p className="tape-words" ref={words} role="status" />
    </Panel>
  );
}
