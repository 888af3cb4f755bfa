// What can be done with an order from its row.

import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { suggestOrder } from '../../state/draft-store.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';
import { Button } from '../../ui/Button.tsx';
import { mayAmend, type AmendDesk } from './use-amend.ts';

export interface OrderButtonsProps {
  readonly row: OrderRow;
  readonly amend: AmendDesk;
  readonly onAsk: (row: OrderRow) => void;
}

export function OrderButtons({ row, amend, onAsk }: OrderButtonsProps) {
  const t = useText();
  const { actions } = useDesk();
  if (amend.orderId === row.clientOrderId)
    return (
      <span className="row-buttons">
        <Button small look="primary" onClick={() => void amend.send()}>
          {t('orders.send')}
        </Button>
        <Button small onClick={amend.leave}>
          {t('orders.leave')}
        </Button>
      </span>
    );
  const mayRepair = row.stage === 'rejected' || row.stage === 'neverReceived';
  return (
    <span className="row-buttons">
      {row.stage === 'unknown' && (
        <Button small title={t('orders.askWords')} onClick={() => onAsk(row)}>
          {t('orders.ask')}
        </Button>
      )}
      {mayAmend(row) && (
        <Button small onClick={() => amend.begin(row)}>
          {t('orders.amend')}
        </Button>
      )}
      {isWorking(row) && (
        <Button
          small
          disabled={row.change?.is === 'cancel' && row.change.stage === 'pending'}
          onClick={() => {
            actions.cancelOrder(row.clientOrderId);
          }}
        >
          {t('orders.cancel')}
        </Button>
      )}
      {mayRepair && row.price > 0 && (
        <Button
          small
          title={t('orders.repairWords')}
          onClick={() => {
            const { instrument, side, price } = row;
            suggestOrder({ instrument, side, price });
          }}
        >
          {t('orders.repair')}
        </Button>
      )}
    </span>
  );
}
