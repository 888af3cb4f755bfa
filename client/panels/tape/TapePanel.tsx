// Time and sales: the newest trades of the instrument. While somebody points at it, has the focus in it or
// scrolled down, its rows stand still and it counts what came meanwhile.

import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { textNow, useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useFills } from '../../state/fills-store.ts';
import type { LinkColour } from '../../state/link-store.ts';
import type { Tape } from '../../state/market-views.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Icon } from '../../ui/Icon.tsx';
import { InstrumentPanel, ViewBadge } from '../../ui/InstrumentPanel.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';
import { paintTape, type TapePicture } from './tape-painter.ts';
import { LARGE_TIMES, leastLots, newerThan } from './tape-rows.ts';
import './tape.css';

const ROWS = 120;

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
      badge={<ViewBadge view={tape} well="live" />}
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
          {Array.from({ length: ROWS }, (_, k) => (
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

interface TapeParts {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly fresh: RefObject<HTMLButtonElement | null>;
  readonly words: RefObject<HTMLParagraphElement | null>;
  readonly tape: RefObject<Tape | undefined>;
}

/** Paints new trades, or counts them while the rows are held. */
function useTape(picture: TapePicture, { box, body, fresh, words, tape: shown }: TapeParts): void {
  const { tables } = useDesk();
  const { instrument } = picture;
  const now = useRef(picture);
  const dirty = useRef(true);
  useEffect(() => {
    now.current = picture;
    dirty.current = true;
  }, [picture]);
  useEffect(() => {
    const { tape, release } = tables.watchTrades(instrument.id);
    shown.current = tape;
    const rows = [...body.current!.children] as HTMLElement[];
    let newest = -1;
    let painted = '';
    const remove = tables.frames.add(() => {
      const list = body.current;
      if (list === null || box.current === null || fresh.current === null) return;
      const isAsked = dirty.current || list.dataset['release'] !== undefined;
      const isHeld = list.scrollTop > 0 || box.current.matches(':hover, :focus-within');
      const key = `${String(tape.version)} ${String(isHeld)}`;
      if (key === painted && !isAsked) return;
      painted = key;
      dirty.current = false;
      delete list.dataset['release'];
      if (!isHeld || isAsked || newest === -1) newest = paintTape(rows, tape, now.current);
      list.toggleAttribute('data-stale', tape.truth === 'stale');
      const count = newerThan(tape, newest, now.current.least);
      fresh.current.hidden = count === 0;
      setCell(fresh.current, count === 0 ? '' : textNow('tape.fresh', { n: count }));
      if (words.current !== null)
        setCell(words.current, tapeWords(tape, rows[0]!.hidden !== false));
    });
    return () => {
      remove();
      release();
    };
  }, [instrument, tables, box, body, fresh, words, shown]);
}

/** Said under the rows: losses first; nothing while all is well. */
function tapeWords(tape: Tape, isEmpty: boolean): string {
  if (tape.lost > 0) return textNow('tape.lost', { count: tape.lost });
  if (!isEmpty || tape.truth === 'loading') return '';
  return textNow(tape.count === 0 ? 'tape.empty' : 'tape.emptyFilter');
}
