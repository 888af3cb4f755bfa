// What the order would do, line by line; every line is always there, so that nothing jumps.

import type { ReactNode } from 'react';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Phase, Side } from '../../../shared/domain/order.ts';
import { discountedPpm } from '../../../shared/domain/order-cost.ts';
import { useText } from '../../i18n/use-text.ts';
import type { TermId } from '../../i18n/glossary-terms.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { grouped, moneyText, priceText, qtyText } from '../../ui/format.ts';
import { Term } from '../../ui/Term.tsx';
import type { TicketScene } from './ticket-scene.ts';
import type { TicketSums } from './ticket-summary.ts';
import type { Ticket } from './use-ticket.ts';

const NONE = '–';

/** An average, rounded to the decimals of a price. */
function averageText(ticks: number, { tickStep, priceScale }: Instrument): string {
  if (ticks === 0) return NONE;
  return grouped(formatDecimal(Math.round(ticks * tickStep), priceScale));
}

/** `0.03%` of parts per million. */
function rateText(ppm: number): string {
  return `${String(ppm / 10_000)}%`;
}

function fillsText(
  t: Translate,
  sums: TicketSums | undefined,
  { instrument, status }: TicketScene,
): string {
  if (status.phase === Phase.auction && status.auctionLots > 0) {
    return t('ticket.fillsAuction', { price: priceText(status.auctionPrice, instrument) });
  }
  if (sums === undefined) return NONE;
  const { walk, fillTicks, rests } = sums;
  if (walk.lots === 0) return t(rests > 0 ? 'ticket.fillsNone' : 'ticket.fillsNever');
  const values = {
    qty: qtyText(walk.lots, instrument),
    price: averageText(fillTicks, instrument),
  };
  return t(walk.rest > 0 && walk.isSwept ? 'ticket.fillsAtLeast' : 'ticket.fillsAt', values);
}

export function TicketPreview({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { sums, scene, form } = ticket;
  const { instrument } = scene;
  const assets = useInstruments((state) => state.assets);
  const quote = assets.get(instrument.quoteAsset);
  const money = (minor: number | undefined) =>
    minor === undefined ? NONE : moneyText(minor, quote?.scale ?? 0);
  const unit = <i>{quote?.code}</i>;
  const isMaker = form.postOnly || (sums !== undefined && sums.walk.lots === 0 && sums.rests > 0);
  const { makerDiscountPpm, takerDiscountPpm } = scene.account;
  const ppm = isMaker
    ? discountedPpm(instrument.makerFeePpm, makerDiscountPpm)
    : discountedPpm(instrument.takerFeePpm, takerDiscountPpm);
  const rate = { rate: rateText(ppm) };
  const fee = sums && (isMaker ? sums.makerFee : sums.takerFee);
  const duty = sums && (isMaker ? sums.makerDuty : sums.takerDuty);
  return (
    <dl className="ticket-sums">
      <Line name={t('ticket.notional')} term="notional">
        {money(sums?.notional)} {unit}
      </Line>
      <Line name={t('ticket.fills')} term="fill">
        {fillsText(t, sums, scene)}
      </Line>
      <Line name={t('ticket.worst')} term="slippage">
        {sums ? priceText(sums.walk.worstTicks, instrument) : NONE} <i>/</i>{' '}
        {sums ? qtyText(sums.rests, instrument) : NONE}
      </Line>
      <Line
        name={t(isMaker ? 'ticket.feeMaker' : 'ticket.feeTaker', rate)}
        term={isMaker ? 'maker' : 'taker'}
      >
        {money(fee === undefined || duty === undefined ? undefined : fee - duty)} {unit}
      </Line>
      <DutyLine instrument={instrument} side={form.side}>
        {money(duty)} {unit}
      </DutyLine>
      <Line name={t('ticket.positionAfter')} term="position">
        <i>{signedQty(scene.account.lots, instrument)} →</i>{' '}
        {signedQty(sums?.lotsAfter ?? scene.account.lots, instrument)}
      </Line>
      <Line name={t('ticket.averageAfter')} term="averageCost">
        {sums ? averageText(sums.averageAfter, instrument) : NONE}
      </Line>
      <Line name={t('ticket.availableAfter')} term="available">
        {money(sums?.availableAfter ?? scene.account.quoteAvailable)} {unit}
      </Line>
      <Line name={t('ticket.held')} term="held">
        {sums && sums.holdLots > 0 ? qtyText(sums.holdLots, instrument) : money(sums?.holdMinor)}{' '}
        {sums && sums.holdLots > 0 ? <i>{assets.get(instrument.baseAsset)?.code}</i> : unit}
      </Line>
    </dl>
  );
}

interface DutyLineProps {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly children: ReactNode;
}

/** There for both sides of what is taxed on one, so that nothing jumps. */
function DutyLine({ instrument, side, children }: DutyLineProps) {
  const t = useText();
  const { buyDutyPpm = 0, sellDutyPpm = 0 } = instrument;
  if (buyDutyPpm + sellDutyPpm === 0) return null;
  const rate = rateText(side === Side.buy ? buyDutyPpm : sellDutyPpm);
  return <Line name={t('ticket.duty', { rate })}>{children}</Line>;
}

interface LineProps {
  readonly name: string;
  readonly term?: TermId;
  readonly children: ReactNode;
}

function Line({ name, term, children }: LineProps) {
  return (
    <div>
      <dt>{term === undefined ? name : <Term id={term}>{name}</Term>}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function signedQty(lots: number, instrument: Instrument): string {
  return `${lots < 0 ? '−' : ''}${qtyText(Math.abs(lots), instrument)}`;
}
