// Time and sales: the newest trades of the instrument, with a filter by size.

import { useEffect, useRef, useState } from 'react';
import { parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import type { Tape } from '../../state/market-views.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Empty } from '../../ui/Empty.tsx';
import { priceText, qtyText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';
import { TruthBadge } from '../../ui/TruthBadge.tsx';
import { zonedTimeText } from '../../ui/zoned-time.ts';
import './tape.css';

const ROWS = 60;

export default function TapePanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const selected = useSelected(colour);
  const instrument = useInstruments((state) => state.instruments.get(selected));
  if (instrument === undefined) {
    return (
      <Panel>
        <Empty icon="search" title={t('tape.choose')} words={t('tape.chooseWords')} />
      </Panel>
    );
  }
  return <TapeOf key={instrument.id} instrument={instrument} />;
}

function TapeOf({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const { tables } = useDesk();
  const zone = usePrefs((state) => state.zone);
  const [atLeast, setAtLeast] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const tape = useRef<Tape>(undefined);
  const least = (parseDecimal(atLeast, instrument.qtyScale) ?? 0) / instrument.lotStep;

  useEffect(() => {
    const watched = tables.watchTrades(instrument.id);
    tape.current = watched.tape;
    const rows = [...body.current!.children] as HTMLElement[];
    let painted = -1;
    const remove = tables.frames.add(() => {
      if (watched.tape.version === painted) return;
      painted = watched.tape.version;
      paint(rows, watched.tape, instrument, least, (micros) => zonedTimeText(micros, zone));
    });
    return () => {
      remove();
      watched.release();
    };
  }, [instrument, tables, least, zone]);

  const badge = (
    <TruthBadge
      read={() => ({
        truth: tape.current?.truth === 'verified' ? 'live' : (tape.current?.truth ?? 'loading'),
        ageMs: tape.current?.ageMs ?? Infinity,
      })}
    />
  );
  return (
    <Panel subtitle={instrument.symbol} badge={badge}>
      <div className="tape-row tape-head">
        <span aria-hidden="true">{t('tape.time')}</span>
        <span aria-hidden="true">{t('tape.price')}</span>
        <input
          inputMode="decimal"
          aria-label={t('tape.atLeast')}
          placeholder={t('tape.atLeast')}
          value={atLeast}
          onChange={(event) => {
            setAtLeast(event.target.value);
          }}
        />
      </div>
      <div className="tape-body" ref={body} tabIndex={0} aria-label={t('shell.panel.tape')}>
        {Array.from({ length: ROWS }, (_, k) => (
          <div key={k} className="tape-row" hidden>
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
    </Panel>
  );
}

function paint(
  rows: readonly HTMLElement[],
  tape: Tape,
  instrument: Instrument,
  least: number,
  time: (micros: number) => string,
): void {
  let at = 0;
  for (let k = 0; k < tape.count && at < rows.length; k++) {
    if (tape.lots(k) < least) continue;
    const row = rows[at++]!;
    const buys = tape.aggressor(k) === 0;
    row.hidden = false;
    setCell(row.children[0]!, time(tape.timeMicros(k)));
    setCell(row.children[1]!, `${buys ? '▲' : '▼'} ${priceText(tape.ticks(k), instrument)}`);
    row.children[1]!.className = buys ? 'up' : 'down';
    setCell(row.children[2]!, qtyText(tape.lots(k), instrument));
  }
  for (; at < rows.length; at++) rows[at]!.hidden = true;
}
