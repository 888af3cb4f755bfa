// The button that sends: it says what it does, and rests where pressing it would be wrong.

import { OrderType, Side } from '../../../shared/domain/order.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { priceText, qtyText } from '../../ui/format.ts';
import type { Ticket } from './use-ticket.ts';

export interface SendButtonProps {
  readonly ticket: Ticket;
  /** Id of the element that says why. */
  readonly strip: string;
}

export function SendButton({ ticket, strip }: SendButtonProps) {
  const t = useText();
  const { form, order, scene, asked, guarded } = ticket;
  const { instrument } = scene;
  const values = {
    side: t(form.side === Side.buy ? 'ticket.buy' : 'ticket.sell'),
    symbol: instrument.symbol,
    qty: order === undefined ? '' : qtyText(order.qty, instrument),
    price: order === undefined ? '' : priceText(order.price, instrument),
  };
  const isMarket = form.type === OrderType.market;
  const says =
    order === undefined ? 'ticket.doNothing' : isMarket ? 'ticket.doMarket' : 'ticket.do';
  const refused = guarded?.verdict === 'refuse';
  const rests = ticket.last.rests || refused || ticket.stopped !== undefined;
  const type = t(isMarket ? 'ticket.market' : 'ticket.limit');
  const tif = t(`ticket.tif_${String(form.tif)}`);
  return (
    <Button
      type="submit"
      look={form.side === Side.buy ? 'buy' : 'sell'}
      className="ticket-send"
      data-asked={asked || undefined}
      disabled={!ticket.live || !ticket.mayTrade || rests}
      aria-describedby={strip}
    >
      <span>{t(says, values)}</span>
      <small>{asked ? t('ticket.again') : t('ticket.terms', { type, tif })}</small>
    </Button>
  );
}
