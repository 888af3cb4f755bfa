// The limit price, stepped by ticks.

import type { KeyboardEvent } from 'react';
import { OrderType } from '../../../shared/domain/order.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Field } from '../../ui/Field.tsx';
import { priceText } from '../../ui/format.ts';
import type { TicketField } from './ticket-form.ts';
import { oppositeTicks } from './ticket-scene.ts';
import { stepPrice } from './ticket-steps.ts';
import type { Ticket } from './use-ticket.ts';

const FAR = 10;

/** Shift with an arrow key takes ten steps; the field itself knows single ones only. */
export function farSteps(step: (steps: number) => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (!event.shiftKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    event.stopPropagation();
    step(event.key === 'ArrowUp' ? FAR : -FAR);
  };
}

/** Words of a mistake in this field, once there is something in it or somebody tried to send. */
export function useMistakeWords({ mistake, tried, form }: Ticket, field: TicketField) {
  const t = useText();
  if (mistake?.field !== field || (!tried && form[field].trim() === '')) return undefined;
  return t(mistake.key, mistake.values);
}

export function PriceField({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { form, scene, change } = ticket;
  const { instrument } = scene;
  const quote = useInstruments((state) => state.assets.get(instrument.quoteAsset)?.code);
  const error = useMistakeWords(ticket, 'price');
  const isMarket = form.type === OrderType.market;
  const step = (steps: number) => {
    if (!isMarket) change({ price: stepPrice(form, scene, steps) });
  };
  const reference = priceText(oppositeTicks(scene, form.side), instrument);
  return (
    <div onKeyDownCapture={farSteps(step)}>
      <Field
        label={t('ticket.price')}
        name="price"
        value={form.price}
        disabled={isMarket}
        placeholder={isMarket ? t('ticket.market') : reference}
        unit={quote ?? ''}
        error={error}
        onStep={step}
        onChange={(price) => {
          change({ price });
        }}
      />
    </div>
  );
}
