// The best levels of both sides with sizes, totals and own orders, by tick or in steps of several ticks.

import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { STEPS } from '../../../shared/domain/tick-groups.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { suggestOrder } from '../../state/draft-store.ts';
import type { LinkColour } from '../../state/link-store.ts';
import type { DepthView } from '../../state/market-views.ts';
import { ordersStore, type OrdersState } from '../../state/orders-store.ts';
import { grouped } from '../../ui/format.ts';
import { InstrumentPanel, ViewBadge } from '../../ui/InstrumentPanel.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { neighbour } from '../../ui/move-in-row.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { GroupedSide, LEVEL_CHOICES, readDepthParams, type DepthParams } from './depth-groups.ts';
import { ownByGroup, paintSide, paintSpread, paintSums } from './depth-painter.ts';
import './depth.css';

const SUBSCRIBED = 20;
/** All of the book: groups of many ticks reach deeper than twenty levels. */
const ALL_LEVELS = 0;
const INTERVAL_MS = 50;

interface DepthPanelProps {
  readonly colour: LinkColour;
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Record<string, unknown>) => void;
}

export default function DepthPanel({ colour, params, setParams }: DepthPanelProps) {
  const settings = readDepthParams(params);
  return (
    <InstrumentPanel colour={colour}>
      {(instrument) => (
        <DepthOf
          instrument={instrument}
          settings={settings}
          onChange={(part) => {
            setParams({ ...params, ...settings, ...part });
          }}
        />
      )}
    </InstrumentPanel>
  );
}

interface DepthOfProps {
  readonly instrument: Instrument;
  readonly settings: DepthParams;
  readonly onChange: (part: Partial<DepthParams>) => void;
}

function DepthOf({ instrument, settings, onChange }: DepthOfProps) {
  const t = useText();
  const body = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const view = useRef<DepthView>(undefined);
  useDepth(instrument, settings, { body, foot, view });
  const ranks = Array.from({ length: settings.levels }, (_, k) => k);
  const suggest = (side: Side, row: HTMLElement) => {
    const price = Number(row.dataset['ticks']);
    if (price > 0) suggestOrder({ instrument: instrument.id, side, price });
  };
  const row = (side: Side, rank: number) => (
    <button
      key={`${String(side)}.${String(rank)}`}
      type="button"
      className={`depth-row ${side === Side.buy ? 'bid' : 'ask'}`}
      tabIndex={side === Side.buy && rank === 0 ? 0 : -1}
      onClick={(event) => {
        suggest(side, event.currentTarget);
      }}
    >
      <span className="own" />
      <span />
      <span />
      <span className={side === Side.buy ? 'up' : 'down'} />
    </button>
  );
  return (
    <Panel
      className="depth"
      subtitle={instrument.symbol}
      badge={<ViewBadge view={view} well="verified" instrument={instrument.id} />}
      footer={
        <div className="depth-foot" ref={foot}>
          <span>
            {t('depth.bids')} <b />
          </span>
          <span />
          <span>
            {t('depth.asks')} <b />
          </span>
        </div>
      }
    >
      <DepthTools instrument={instrument} settings={settings} onChange={onChange} />
      <div className="depth-row depth-head" aria-hidden="true">
        <span>{t('depth.mine')}</span>
        <span>{t('depth.total')}</span>
        <span>{t('depth.size')}</span>
        <span>{t('depth.price')}</span>
      </div>
      <div
        className="depth-body"
        ref={body}
        role="group"
        aria-label={`${t('shell.panel.depth')} ${instrument.symbol}`}
        title={t('depth.hint')}
        onKeyDown={moveFocus}
      >
        <div className="depth-sides">
          {ranks.toReversed().map((rank) => row(Side.sell, rank))}
          <div className="depth-spread">
            <span />
            <span />
          </div>
          {ranks.map((rank) => row(Side.buy, rank))}
        </div>
      </div>
    </Panel>
  );
}

function DepthTools({ instrument, settings, onChange }: DepthOfProps) {
  const t = useText();
  const step = (many: number) =>
    grouped(formatDecimal(many * instrument.tickStep, instrument.priceScale));
  return (
    <div className="depth-tools">
      <Segment
        label={t('depth.levels')}
        choices={LEVEL_CHOICES.map((value) => ({ value, label: String(value) }))}
        value={settings.levels}
        onChange={(levels) => {
          onChange({ levels });
        }}
      />
      <Menu
        label={`${t('depth.step')} ${step(settings.step)}`}
        className="button small depth-step"
        trigger={step(settings.step)}
        items={STEPS.map((many) => ({
          id: String(many),
          label: t('depth.stepTicks', { step: step(many), n: many }),
          checked: many === settings.step,
          onSelect: () => {
            onChange({ step: many });
          },
        }))}
      />
    </div>
  );
}

/** Arrows move between the levels; Enter and Space press the one that has the focus. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const next = neighbour(event.currentTarget, event.key);
  if (next === undefined) return;
  event.preventDefault();
  for (const row of event.currentTarget.querySelectorAll('button')) row.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

interface DepthParts {
  readonly body: React.RefObject<HTMLDivElement | null>;
  readonly foot: React.RefObject<HTMLDivElement | null>;
  readonly view: React.RefObject<DepthView | undefined>;
}

function useDepth(instrument: Instrument, settings: DepthParams, parts: DepthParts): void {
  const { tables } = useDesk();
  const { body, foot, view } = parts;
  const { levels, step } = settings;
  const sides = useMemo(
    () => ({ bids: new GroupedSide(levels), asks: new GroupedSide(levels) }),
    [levels],
  );
  useEffect(() => {
    const wanted = step === 1 ? SUBSCRIBED : ALL_LEVELS;
    const watched = tables.watchDepth(instrument.id, wanted, INTERVAL_MS);
    view.current = watched.view;
    const box = body.current!;
    const bidRows = [...box.querySelectorAll<HTMLElement>('.bid')];
    const askRows = [...box.querySelectorAll<HTMLElement>('.ask')].reverse();
    const spread = box.querySelector<HTMLElement>('.depth-spread')!;
    box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
    let painted = -1;
    let orders: OrdersState['rows'] | undefined;
    const remove = tables.frames.add(() => {
      const { rows } = ordersStore.getState();
      if (watched.view.version === painted && rows === orders) return;
      painted = watched.view.version;
      orders = rows;
      sides.bids.take(watched.view.bids, Side.buy, step);
      sides.asks.take(watched.view.asks, Side.sell, step);
      const ownBids = ownByGroup(rows, instrument.id, Side.buy, step);
      const ownAsks = ownByGroup(rows, instrument.id, Side.sell, step);
      const most = Math.max(sides.bids.total, sides.asks.total, 1);
      paintSide(bidRows, sides.bids, ownBids, most, instrument);
      paintSide(askRows, sides.asks, ownAsks, most, instrument);
      paintSpread(spread, watched.view, instrument);
      box.toggleAttribute('data-stale', watched.view.truth === 'stale');
      if (foot.current !== null)
        paintSums(foot.current, { ...sides, ownBids, ownAsks }, instrument);
    });
    return () => {
      remove();
      watched.release();
    };
  }, [instrument, tables, levels, step, sides, body, foot, view]);
}
