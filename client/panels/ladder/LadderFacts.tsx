// Position, average, open result and spread of the ladder's instrument; the last two are painted.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { setCell } from '../../ui/set-cell.ts';

export function LadderFacts({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const { quotes } = useDesk().tables;
  const position = useAccount((state) => state.positions.get(instrument.id));
  const scale = useInstruments((state) => state.assets.get(instrument.quoteAsset)?.scale ?? 0);
  const open = useRef<HTMLElement>(null);
  const spread = useRef<HTMLElement>(null);
  const lots = position?.lots ?? 0;
  const costMinor = position?.costMinor ?? 0;
  const { id, tickValueMinor } = instrument;

  useEffect(() => {
    const paint = () => {
      const bid = quotes.bid[id] ?? 0;
      const ask = quotes.ask[id] ?? 0;
      if (open.current === null || spread.current === null) return;
      setCell(spread.current, bid > 0 && ask > 0 ? priceText(ask - bid, instrument) : '–');
      // Worth what closing it now would bring.
      const closing = lots > 0 ? bid : ask;
      const result = closing * lots * tickValueMinor - costMinor;
      const isOpen = lots !== 0 && closing > 0;
      const sign = result > 0 ? '+' : '';
      setCell(open.current, isOpen ? sign + moneyText(result, scale) : '–');
      open.current.className = !isOpen || result === 0 ? '' : result < 0 ? 'down' : 'up';
    };
    paint();
    return quotes.onQuote((changed) => {
      if (changed === id) paint();
    });
  }, [quotes, instrument, id, tickValueMinor, lots, costMinor, scale]);

  const average = lots === 0 ? 0 : Math.round(costMinor / (lots * tickValueMinor));
  return (
    <dl className="ladder-facts">
      <div>
        <dt>{t('ladder.position')}</dt>
        <dd>{qtyText(lots, instrument)}</dd>
      </div>
      <div>
        <dt>{t('ladder.average')}</dt>
        <dd>{priceText(average, instrument)}</dd>
      </div>
      <div>
        <dt>{t('ladder.open')}</dt>
        <dd ref={open} />
      </div>
      <div>
        <dt>{t('ladder.spread')}</dt>
        <dd ref={spread} />
      </div>
    </dl>
  );
}
