// Buttons under the ladder: at market in both directions, cancel a side, close the position.

import { Side } from '../../../shared/domain/order.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { isWorking, useOrders } from '../../state/orders-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { readSizes, sizesStore } from '../../state/size-presets.ts';
import { Button } from '../../ui/Button.tsx';
import { sizeText } from './short-size.ts';
import type { OneClick } from './use-one-click.ts';

interface LadderButtonsProps {
  readonly instrument: Instrument;
  readonly intents: OneClick;
}

export function LadderButtons({ instrument, intents }: LadderButtonsProps) {
  const t = useText();
  const armed = usePrefs((state) => state.armed);
  const kept = sizesStore((state) => state.bySymbol[instrument.symbol]);
  const language = useLanguage();
  const { lots, chosen } = readSizes(kept, instrument);
  const bids = useWorking(instrument.id, Side.buy);
  const asks = useWorking(instrument.id, Side.sell);
  const isFlat = useAccount((state) => (state.positions.get(instrument.id)?.lots ?? 0) === 0);
  const qty = sizeText(lots[chosen]!, instrument, language);
  return (
    <div className="ladder-buttons" data-armed={armed}>
      <Button
        look="buy"
        onClick={(event) => {
          intents.market(Side.buy, event.timeStamp);
        }}
      >
        {armed ? t('ladder.buyMarket', { qty }) : t('ladder.buyTicket')}
      </Button>
      <Button
        look="sell"
        onClick={(event) => {
          intents.market(Side.sell, event.timeStamp);
        }}
      >
        {armed ? t('ladder.sellMarket', { qty }) : t('ladder.sellTicket')}
      </Button>
      <div>
        <Button
          small
          disabled={bids === 0}
          onClick={() => {
            intents.cancelSide(Side.buy);
          }}
        >
          {t('ladder.cancelBids', { n: bids })}
        </Button>
        <Button small disabled={isFlat} onClick={intents.flatten}>
          {t('ladder.flatten')}
        </Button>
        <Button
          small
          disabled={asks === 0}
          onClick={() => {
            intents.cancelSide(Side.sell);
          }}
        >
          {t('ladder.cancelAsks', { n: asks })}
        </Button>
      </div>
    </div>
  );
}

function useWorking(instrument: number, side: Side): number {
  return useOrders((state) => {
    let count = 0;
    for (const row of state.rows.values()) {
      if (row.instrument === instrument && row.side === side && isWorking(row)) count += 1;
    }
    return count;
  });
}
