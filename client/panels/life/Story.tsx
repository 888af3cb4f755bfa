// What happened to an order, in order, on two clocks.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import type { LifeEvent, OrderRow } from '../../state/orders-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { priceText, qtyText } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { zonedTimeText } from '../../ui/zoned-time.ts';
import { EVENT_ICONS, eventDetail } from './life-words.ts';

export interface StoryProps {
  readonly row: OrderRow;
  readonly instrument: Instrument | undefined;
}

export function Story({ row, instrument }: StoryProps) {
  const t = useText();
  if (row.life.length === 0) return <p className="life-note">{t('life.noStory')}</p>;
  return (
    <table className="story">
      <thead>
        <tr>
          <th>{t('life.terminalClock')}</th>
          <th>{t('life.engineClock')}</th>
          <th>{t('life.event')}</th>
          <th>{t('life.detail')}</th>
          <th className="figure">{t('orders.qty')}</th>
          <th className="figure">{t('orders.price')}</th>
        </tr>
      </thead>
      <tbody>
        {row.life.map((event, k) => (
          <StoryLine key={k} event={event} instrument={instrument} />
        ))}
      </tbody>
    </table>
  );
}

interface StoryLineProps {
  readonly event: LifeEvent;
  readonly instrument: Instrument | undefined;
}

function StoryLine({ event, instrument }: StoryLineProps) {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  // A tenth of a millisecond tells apart what one batch did.
  const clock = (micros: number) =>
    micros === 0
      ? '·'
      : `${zonedTimeText(micros, zone)}${String(Math.floor((micros % 1_000) / 100))}`;
  const { lots, price } = event;
  return (
    <tr data-event={event.is}>
      <td className="faint">{clock(event.clientMicros)}</td>
      <td className="faint">{clock(event.serverMicros)}</td>
      <td>
        <span className="story-event">
          <Icon name={EVENT_ICONS[event.is]} />
          {t(`life.event_${event.is}`)}
        </span>
      </td>
      <td className="detail">{eventDetail(t, event)}</td>
      <td className="figure">{instrument && lots > 0 ? qtyText(lots, instrument) : ''}</td>
      <td className="figure">{instrument && price > 0 ? priceText(price, instrument) : ''}</td>
    </tr>
  );
}
