// The foot of the order blotter: what is open and what it would move, what is chosen, and the answer to the
// last thing that was asked for many orders.

import { useMemo } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { moneyText } from '../../ui/format.ts';
import { sumOrders } from './order-sums.ts';

export interface OrdersFootProps {
  readonly working: readonly OrderRow[];
  readonly chosen: number;
  /** Said once, and kept until the next answer. */
  readonly answer: string;
}

export function OrdersFoot({ working, chosen, answer }: OrdersFootProps) {
  const t = useText();
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  const { open, buyingMinor, sellingMinor, quote } = useMemo(
    () => sumOrders(working, instruments, assets),
    [working, instruments, assets],
  );
  const held = useAccount((state) => state.balances.get(quote?.id ?? -1)?.held);
  const money = (minor: number) => `${moneyText(minor, quote?.scale ?? 0)} ${quote?.code ?? ''}`;
  return (
    <>
      <span>
        {t('orders.openCount')} <b>{open}</b>
      </span>
      {quote !== undefined && buyingMinor > 0 && (
        <span>
          {t('orders.buying')} <b>{money(buyingMinor)}</b>
        </span>
      )}
      {quote !== undefined && sellingMinor > 0 && (
        <span>
          {t('orders.selling')} <b>{money(sellingMinor)}</b>
        </span>
      )}
      {chosen > 1 && <span>{t('orders.chosen', { n: chosen })}</span>}
      <span role="status" className="ellipsis">
        {answer}
      </span>
      {quote !== undefined && held !== undefined && (
        <span className="foot-end">
          {t('orders.held')} <b>{money(held)}</b>
        </span>
      )}
    </>
  );
}
