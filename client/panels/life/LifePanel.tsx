// One order from the key to the screen: where the time went, what happened, and what it came to.

import { useEffect, useMemo, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { showLife, useLife, watchPaints } from '../../state/life-store.ts';
import { useOrders, type OrderRow } from '../../state/orders-store.ts';
import { useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { OrderState } from '../../ui/OrderState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LifeSummary } from './LifeSummary.tsx';
import { lifeSteps, spanText } from './life-steps.ts';
import { lifeText, lifeTitle, type LifeFacts } from './life-words.ts';
import { Story } from './Story.tsx';
import { Waterfall } from './Waterfall.tsx';
import './life.css';

const RECENT = 50;

export default function LifePanel() {
  const t = useText();
  const chosen = useLife((state) => state.chosen?.clientOrderId);
  const row = useOrders((state) => state.rows.get(chosen ?? -1));
  useEffect(() => watchPaints(), []);
  const facts = useFacts(row);
  return (
    <Panel
      tools={
        <>
          <RecentOrders chosen={chosen} />
          {facts !== undefined && <CopyButton facts={facts} />}
        </>
      }
    >
      {facts !== undefined ? (
        <Life facts={facts} />
      ) : chosen === undefined ? (
        <Empty icon="clock" title={t('life.choose')} words={t('life.chooseWords')} />
      ) : (
        <Empty icon="help" title={t('life.gone')} words={t('life.goneWords')} />
      )}
    </Panel>
  );
}

function useFacts(row: OrderRow | undefined): LifeFacts | undefined {
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  const offset = useSession((state) => state.health.offsetMicros);
  const painted = useLife((state) => state.painted.get(row?.clientOrderId ?? -1));
  return useMemo(() => {
    if (row === undefined) return undefined;
    const instrument = instruments.get(row.instrument);
    const quote = assets.get(instrument?.quoteAsset ?? -1);
    return { row, instrument, quote, steps: lifeSteps(row, offset, painted) };
  }, [row, instruments, assets, offset, painted]);
}

function Life({ facts }: { readonly facts: LifeFacts }) {
  const t = useText();
  const { row, instrument, steps } = facts;
  const error = useSession((state) => state.health.offsetErrorMicros);
  return (
    <div className="life" role="group" tabIndex={0} aria-label={lifeTitle(t, row, instrument)}>
      <header className="life-title">
        <h3>{lifeTitle(t, row, instrument)}</h3>
        <OrderState t={t} row={row} />
      </header>
      <div className="life-parts">
        <section className="life-part" aria-label={t('life.waterfall')}>
          <h4>
            {t('life.waterfall')} <span>{t('life.clocks', { error: spanText(error) })}</span>
            <Legend />
          </h4>
          {row.hops === undefined ? (
            <p className="life-note">{t('life.noHops')}</p>
          ) : (
            <Waterfall steps={steps} />
          )}
        </section>
        <section className="life-part" aria-label={t('life.story')}>
          <h4>
            {t('life.story')} <span>{t('life.events', { count: row.life.length })}</span>
          </h4>
          <Story row={row} instrument={instrument} />
        </section>
        <section className="life-part aside" aria-label={t('life.summary')}>
          <h4>{t('life.summary')}</h4>
          <LifeSummary facts={facts} />
        </section>
      </div>
    </div>
  );
}

function Legend() {
  const t = useText();
  return (
    <span className="life-legend">
      {(['here', 'server', 'disk'] as const).map((where) => (
        <span key={where}>
          <i className="bar" data-where={where} aria-hidden="true" /> {t(`life.${where}`)}
        </span>
      ))}
    </span>
  );
}

/** The newest orders by what they are; the chosen one is among them however old it is. */
function RecentOrders({ chosen }: { readonly chosen: number | undefined }) {
  const t = useText();
  const rows = useOrders((state) => state.rows);
  const instruments = useInstruments((state) => state.instruments);
  const recent = useMemo(() => {
    const newest = [...rows.values()].sort((a, b) => b.placedMicros - a.placedMicros);
    const shown = newest.slice(0, RECENT);
    const old = newest.slice(RECENT).find(({ clientOrderId }) => clientOrderId === chosen);
    return old === undefined ? shown : [...shown, old];
  }, [rows, chosen]);
  return (
    <select
      className="life-select"
      aria-label={t('life.which')}
      value={chosen ?? ''}
      onChange={(event) => {
        if (event.target.value !== '') showLife(Number(event.target.value));
      }}
    >
      <option value="">{t('life.none')}</option>
      {recent.map((row) => (
        <option key={row.clientOrderId} value={row.clientOrderId}>
          {lifeTitle(t, row, instruments.get(row.instrument))}
        </option>
      ))}
    </select>
  );
}

function CopyButton({ facts }: { readonly facts: LifeFacts }) {
  const t = useText();
  const [words, setWords] = useState('');
  return (
    <>
      <span role="status" className="life-copied">
        {words}
      </span>
      <Button
        small
        onClick={() => {
          navigator.clipboard.writeText(lifeText(t, facts)).then(
            () => {
              setWords(t('life.copied'));
            },
            () => {
              setWords(t('life.copyFailed'));
            },
          );
        }}
      >
        {t('life.copy')}
      </Button>
    </>
  );
}
