// The life of an order in words: its title, its events, and all of it as text to copy.

import type { Asset, Instrument } from '../../../shared/domain/instrument.ts';
import { OrderType, Side } from '../../../shared/domain/order.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import type { TextKey, Translate } from '../../i18n/text-table.ts';
import type { LifeEvent, OrderRow } from '../../state/orders-store.ts';
import { isoTime } from '../../ui/csv.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { causeReason, reasonCode } from '../../ui/order-outcome.ts';
import { stateText } from '../../ui/OrderState.tsx';
import { spanText, wholeMicros, type LifeStep } from './life-steps.ts';

export interface LifeFacts {
  readonly row: OrderRow;
  readonly instrument: Instrument | undefined;
  readonly quote: Asset | undefined;
  readonly steps: readonly LifeStep[];
}

export const EVENT_ICONS: Readonly<Record<LifeEvent['is'], IconName>> = {
  key: 'target',
  sent: 'up',
  received: 'clock',
  accepted: 'dot',
  fill: 'check',
  amended: 'pencil',
  changeSent: 'up',
  changeRefused: 'warn',
  unknown: 'help',
  rejected: 'warn',
  neverReceived: 'warn',
  ended: 'close',
};

/** `Buy 0.5 BTCUSDT Limit at 61,686.00`. */
export function lifeTitle(t: Translate, row: OrderRow, instrument: Instrument | undefined): string {
  if (instrument === undefined) return t('life.orderNumber', { id: row.clientOrderId });
  const isMarket = row.type === OrderType.market;
  const key: TextKey = isMarket ? 'life.titleMarket' : 'life.titleLimit';
  return t(key, {
    side: t(row.side === Side.buy ? 'orders.buy' : 'orders.sell'),
    qty: qtyText(row.qty, instrument),
    symbol: instrument.symbol,
    ...(isMarket ? {} : { price: priceText(row.price, instrument) }),
  });
}

/** What an event did, beside its name: why it was refused or ended; `code` behind it. */
export function eventDetail(t: Translate, event: LifeEvent): string {
  if (event.code !== 0) return `${rejectWords(t, event.code)} (${String(event.code)})`;
  if (event.is !== 'ended') return '';
  return `${causeReason(t, event.cause)} (C${String(event.cause)})`;
}

/** All of it as lines, with times in UTC to the µs, to be sent to somebody. */
export function lifeText(t: Translate, { row, instrument, steps }: LifeFacts): string {
  const code = reasonCode(row);
  const lines = [
    lifeTitle(t, row, instrument),
    `${t('orders.state')}: ${stateText(t, row)}${code === '' ? '' : ` (${code})`}`,
    `${t('orders.clientId')}: ${String(row.clientOrderId)}`,
    `${t('life.orderId')}: ${row.orderId === 0 ? '–' : String(row.orderId)}`,
    '',
    ...steps.map(({ name, from, to }) => `${t(`life.step_${name}`)}: ${spanText(to - from)}`),
    ...(steps.length === 0 ? [] : [`${t('life.whole')}: ${spanText(wholeMicros(steps))}`, '']),
    ...row.life.map((event) => eventLine(t, event, instrument)),
  ];
  return `${lines.join('\n')}\n`;
}

function eventLine(t: Translate, event: LifeEvent, instrument: Instrument | undefined): string {
  const { clientMicros, serverMicros, lots, price } = event;
  const times = [clientMicros, serverMicros].map((micros) => isoTime(micros).figure || '–');
  const figures =
    instrument === undefined || lots === 0
      ? []
      : [`${qtyText(lots, instrument)} @ ${priceText(price, instrument)}`];
  const parts = [...times, t(`life.event_${event.is}`), eventDetail(t, event), ...figures];
  return parts.filter(Boolean).join('  ');
}
