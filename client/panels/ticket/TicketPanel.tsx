// The order ticket: the button says what it does, and nothing is sent that the form would refuse.

import { useEffect, useRef, useState } from 'react';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderFlag, OrderType, Side, TimeInForce } from '../../../shared/domain/order.ts';
import { Role } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useDraft } from '../../state/draft-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../../ui/Check.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Field } from '../../ui/Field.tsx';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import {
  EMPTY_TICKET,
  asksFirst,
  reduceTicket,
  summariseTicket,
  validateTicket,
  type TicketForm,
} from './ticket-form.ts';
import './ticket.css';

const TIFS = [
  { value: TimeInForce.gtc, label: 'GTC' },
  { value: TimeInForce.day, label: 'DAY' },
  { value: TimeInForce.ioc, label: 'IOC' },
  { value: TimeInForce.fok, label: 'FOK' },
] as const;

export default function TicketPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const selected = useSelected(colour);
  const instrument = useInstruments((state) => state.instruments.get(selected));
  return (
    <Panel subtitle={instrument?.symbol}>
      {instrument === undefined ? (
        <Empty icon="search" title={t('ticket.choose')} words={t('ticket.chooseWords')} />
      ) : (
        <TicketOf key={instrument.id} instrument={instrument} />
      )}
    </Panel>
  );
}

function TicketOf({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const { tables, actions } = useDesk();
  const live = useSession((state) => state.feed.is === 'live');
  const mayTrade = useSession((state) => state.role === Role.trader);
  const [form, setForm] = useState(EMPTY_TICKET);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const { confirm, refuseStale } = usePrefs();
  const available = useAccount(
    (state) => state.balances.get(instrument.quoteAsset)?.available ?? 0,
  );
  useSuggestion(instrument, (part) => {
    setForm((before) => reduceTicket(before, part));
  });
  const change = (part: Partial<TicketForm>) => {
    setForm(reduceTicket(form, part));
    setWords('');
    setAsked(false);
  };
  const checked = validateTicket(form, instrument);
  const order = 'field' in checked ? undefined : checked;
  const side = t(form.side === Side.buy ? 'ticket.buy' : 'ticket.sell');
  const opposite = form.side === Side.buy ? tables.quotes.ask : tables.quotes.bid;
  const reference = opposite[instrument.id] ?? 0;

  function submit(keyTimeStamp: number): void {
    if ('field' in checked) {
      setWords(t(checked.key, checked.values));
      return;
    }
    if (refuseStale && tables.quotes.stale(instrument.id)) {
      setWords(t('ticket.stalePrices'));
      return;
    }
    const sums = summariseTicket(form.side, checked, instrument, reference);
    if (!asked && asksFirst(confirm, sums.notional, available)) {
      setWords(t('ticket.again'));
      setAsked(true);
      return;
    }
    setAsked(false);
    const post = form.postOnly ? OrderFlag.postOnly : 0;
    const reduce = form.reduceOnly ? OrderFlag.reduceOnly : 0;
    const placed = actions.placeOrder({
      instrument: instrument.id,
      side: form.side,
      tif: form.tif,
      flags: post | reduce,
      qty: checked.qty,
      keyTimeStamp,
      // Without a price it is a market order.
      ...(checked.price === 0 ? {} : { price: checked.price }),
    });
    setWords(placed.ok ? '' : t('ticket.notSent', { why: t(`ticket.why_${placed.why}`) }));
  }

  const doing = order && {
    side,
    symbol: instrument.symbol,
    qty: qtyText(order.qty, instrument),
    price: priceText(order.price, instrument),
  };
  return (
    <form
      className="ticket"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.timeStamp);
      }}
    >
      <Segment
        label={t('ticket.side')}
        choices={[
          { value: Side.buy, label: t('ticket.buy') },
          { value: Side.sell, label: t('ticket.sell') },
        ]}
        value={form.side}
        onChange={(value) => {
          change({ side: value });
        }}
      />
      <Segment
        label={t('ticket.type')}
        choices={[
          { value: OrderType.limit, label: t('ticket.limit') },
          { value: OrderType.market, label: t('ticket.market') },
        ]}
        value={form.type}
        onChange={(type) => {
          change({ type });
        }}
      />
      <Field
        label={t('ticket.price')}
        name="price"
        value={form.price}
        disabled={form.type === OrderType.market}
        placeholder={
          form.type === OrderType.market ? t('ticket.market') : priceText(reference, instrument)
        }
        onChange={(price) => {
          change({ price });
        }}
      />
      <Field
        label={t('ticket.qty')}
        name="qty"
        value={form.qty}
        onChange={(qty) => {
          change({ qty });
        }}
      />
      <Segment
        label={t('ticket.tif')}
        choices={TIFS}
        value={form.tif}
        onChange={(tif) => {
          change({ tif });
        }}
      />
      <div className="ticket-flags">
        <Check
          label={t('ticket.postOnly')}
          checked={form.postOnly}
          onChange={(postOnly) => {
            change({ postOnly });
          }}
        />
        <Check
          label={t('ticket.reduceOnly')}
          checked={form.reduceOnly}
          onChange={(reduceOnly) => {
            change({ reduceOnly });
          }}
        />
      </div>
      <Preview form={form} instrument={instrument} reference={reference} />
      <Button
        type="submit"
        look={form.side === Side.buy ? 'buy' : 'sell'}
        disabled={!live || !mayTrade}
      >
        {doing === undefined
          ? t('ticket.doNothing', { side, symbol: instrument.symbol })
          : t(order?.price === 0 ? 'ticket.doMarket' : 'ticket.do', doing)}
      </Button>
      <p className="ticket-words" role="alert">
        {mayTrade ? (live ? words : t('ticket.stale')) : t('ticket.readOnly')}
      </p>
    </form>
  );
}

/** Takes over what another panel suggested for this instrument: a side and a price. */
function useSuggestion(instrument: Instrument, take: (part: Partial<TicketForm>) => void): void {
  const draft = useDraft((state) => state.draft);
  const taken = useRef(0);
  useEffect(() => {
    if (draft === undefined || draft.number === taken.current) return;
    if (draft.instrument !== instrument.id) return;
    taken.current = draft.number;
    take({
      side: draft.side === Side.buy ? Side.buy : Side.sell,
      type: OrderType.limit,
      price: formatDecimal(draft.price * instrument.tickStep, instrument.priceScale),
    });
  }, [draft, instrument, take]);
}

interface PreviewProps {
  readonly form: TicketForm;
  readonly instrument: Instrument;
  readonly reference: number;
}

/** What the order would move, by the same functions as the venue's hold. */
function Preview({ form, instrument, reference }: PreviewProps) {
  const t = useText();
  const quote = useInstruments((state) => state.assets.get(instrument.quoteAsset));
  const checked = validateTicket(form, instrument);
  const sums =
    'field' in checked ? undefined : summariseTicket(form.side, checked, instrument, reference);
  const money = (minor: number | undefined) =>
    minor === undefined ? '–' : `${moneyText(minor, quote?.scale ?? 0)} ${quote?.code ?? ''}`;
  return (
    <dl className="ticket-sums">
      <dt>{t('ticket.notional')}</dt>
      <dd>{money(sums?.notional)}</dd>
      <dt>{t('ticket.fee')}</dt>
      <dd>{money(sums?.fee)}</dd>
      <dt>{t('ticket.held')}</dt>
      <dd>{form.side === Side.buy ? money(sums?.hold) : '–'}</dd>
    </dl>
  );
}
