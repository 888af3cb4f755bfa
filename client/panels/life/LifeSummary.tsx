// The order in figures: what was asked for, what it got, its numbers and why it ended.

import { notionalMinor } from '../../../shared/domain/order-cost.ts';
import { OrderType, Side } from '../../../shared/domain/order.ts';
import { useText } from '../../i18n/use-text.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { reasonCode, reasonWords } from '../../ui/order-outcome.ts';
import type { LifeFacts } from './life-words.ts';

const TIFS = ['GTC', 'IOC', 'FOK', 'DAY', 'GTD'] as const;

export function LifeSummary({ facts }: { readonly facts: LifeFacts }) {
  const t = useText();
  const { row, instrument, quote } = facts;
  const isBuy = row.side === Side.buy;
  const isMarket = row.type === OrderType.market;
  const at = (lots: number, ticks: number) =>
    instrument === undefined
      ? '–'
      : `${qtyText(lots, instrument)} @ ${priceText(Math.round(ticks), instrument)}`;
  const money = (minor: number) => `${moneyText(minor, quote?.scale ?? 0)} ${quote?.code ?? ''}`;
  const worth = notionalMinor(
    Math.round(row.averageTicks),
    row.filled,
    instrument?.tickValueMinor ?? 0,
  );
  const reason = reasonWords(t, row);
  return (
    <dl className="figures life-summary">
      <dt>{t('orders.type')}</dt>
      <dd>
        <span className={isBuy ? 'up' : 'down'}>
          {isBuy ? '▲' : '▼'} {t(isBuy ? 'orders.buy' : 'orders.sell')}
        </span>{' '}
        {t(isMarket ? 'orders.market' : 'orders.limit')} {TIFS[row.tif]}
      </dd>
      <dt>{t('life.asked')}</dt>
      <dd>{at(row.qty, row.price)}</dd>
      <dt>{t('life.got')}</dt>
      <dd>{row.filled === 0 ? '0' : at(row.filled, row.averageTicks)}</dd>
      <dt>{t('life.notional')}</dt>
      <dd>{worth === 0 ? '–' : money(worth)}</dd>
      <dt>{t('life.fee')}</dt>
      <dd>{row.filled === 0 ? '–' : money(row.feeMinor)}</dd>
      <dt>{t('orders.clientId')}</dt>
      <dd>{row.clientOrderId}</dd>
      <dt>{t('life.orderId')}</dt>
      <dd>{row.orderId === 0 ? '–' : row.orderId}</dd>
      {reason !== '' && (
        <>
          <dt>{t('life.reason')}</dt>
          <dd title={reason}>
            {reason} {reasonCode(row)}
          </dd>
        </>
      )}
    </dl>
  );
}
