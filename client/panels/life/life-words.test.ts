// The life of an order as text, in both languages.

import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { DoneCause } from '../../../shared/domain/order.ts';
import { text as cause } from '../../i18n/cause-text.ts';
import { text as life } from '../../i18n/life-text.ts';
import { text as orders } from '../../i18n/orders-text.ts';
import { text as reject } from '../../i18n/reject-text.ts';
import { addTexts, translate, type Translate } from '../../i18n/text-table.ts';
import type { LifeEvent, OrderRow } from '../../state/orders-store.ts';
import { EVENT_ICONS, eventDetail, lifeText } from './life-words.ts';

for (const [name, text] of Object.entries({ cause, life, orders, reject })) addTexts(name, text);

const instrument = {
  ...{ symbol: 'BTCUSDT', priceScale: 2, tickStep: 1, qtyScale: 1, lotStep: 1 },
} as Instrument;
const event = (is: LifeEvent['is'], facts: Partial<LifeEvent> = {}): LifeEvent => ({
  ...{ is, clientMicros: 1, serverMicros: 0, price: 0, lots: 0, code: 0, cause: 0 },
  ...facts,
});
const row = {
  ...{
    clientOrderId: 41,
    orderId: 9,
    side: 0,
    type: 0,
    qty: 5,
    price: 6168600,
    stage: 'cancelled',
  },
  ...{ code: 0, cause: DoneCause.disconnect, filled: 2, change: undefined },
  life: [event('fill', { lots: 2, price: 6168500 }), event('ended', { cause: 7 })],
} as unknown as OrderRow;

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  const t: Translate = (key, values) => translate(language, key, values);

  it('leaves no text without words', () => {
    const steps = [{ name: 'disk', where: 'disk', from: 0, to: 840 }] as const;
    const words = lifeText(t, { row, instrument, quote: undefined, steps });
    expect(words).not.toMatch(/(life|orders|cause|reject)\.\w/);
    for (const part of ['0.5', '61,686.00', '0.2 @ 61,685.00', '840 µs', '41', '(C7)'])
      expect(words).toContain(part);
  });

  it('has words for every event', () => {
    for (const is of Object.keys(EVENT_ICONS))
      expect(t(`life.event_${is}`)).not.toBe(`life.event_${is}`);
    expect(eventDetail(t, event('rejected', { code: 3001 }))).toContain('(3001)');
  });
});
