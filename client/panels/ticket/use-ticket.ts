// One ticket at work: its form, what is wrong with it, the question before it is sent, and the sending.

import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderType, Side } from '../../../shared/domain/order.ts';
import { Role } from '../../../shared/domain/role.ts';
import { useDesk, type PlaceTerms } from '../../state/desk-context.ts';
import { useDraft } from '../../state/draft-store.ts';
import { noteSized } from '../../state/guide-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { useSession } from '../../state/session-store.ts';
import type { TextKey } from '../../i18n/text-table.ts';
import {
  EMPTY_TICKET,
  asksFirst,
  flagsOf,
  reduceTicket,
  ticksText,
  phaseRefusal,
  validateTicket,
  withExpiry,
  type Mistake,
  type TicketField,
  type TicketForm,
  type TicketOrder,
} from './ticket-form.ts';
import { guardTicket, type Guarded } from './ticket-guard.ts';
import { recall, rememberTicket } from './ticket-memory.ts';
import type { TicketScene } from './ticket-scene.ts';
import { lotsText } from './ticket-size.ts';
import { summariseTicket, type TicketSums } from './ticket-summary.ts';
import { useLastOrder, type LastOrder } from './use-last-order.ts';
import { useScene } from './use-scene.ts';

export interface Ticket {
  readonly box: RefObject<HTMLFormElement | null>;
  readonly form: TicketForm;
  readonly scene: TicketScene;
  /** Either the order, its sums and what the guard says, or the first mistake. */
  readonly order: TicketOrder | undefined;
  readonly sums: TicketSums | undefined;
  readonly guarded: Guarded | undefined;
  /** Why the instrument takes no such order in its phase. */
  readonly stopped: TextKey | undefined;
  readonly mistake: Mistake | undefined;
  /** Somebody tried to send: empty fields are mistakes from now on. */
  readonly tried: boolean;
  /** The next press sends what was asked about. */
  readonly asked: boolean;
  /** Why nothing was sent, as the key of its words. */
  readonly refusal: TextKey | undefined;
  readonly last: LastOrder;
  readonly mayTrade: boolean;
  readonly live: boolean;
  readonly change: (part: Partial<TicketForm>) => void;
  readonly submit: (keyTimeStamp: number) => void;
  /** Takes back a question; false when there was nothing to take back. */
  readonly back: () => boolean;
  readonly repair: () => void;
}

/** Names of the fields in the form. */
const NAMES: Readonly<Record<TicketField, string>> = {
  price: 'price',
  size: 'qty',
  stop: 'stop',
  expiry: 'expiry',
};

function useForm(instrument: Instrument, user: string) {
  const [form, setForm] = useState(() => recall(user, instrument.id).form ?? EMPTY_TICKET);
  useEffect(() => {
    rememberTicket(user, instrument.id, { form });
  }, [form, instrument, user]);
  return [form, setForm] as const;
}

export function useTicket(instrument: Instrument): Ticket {
  const { tables, actions } = useDesk();
  const user = useSession((state) => state.user);
  const live = useSession((state) => state.feed.is === 'live');
  const mayTrade = useSession((state) => state.role === Role.trader);
  const { confirm, refuseStale } = usePrefs();
  const scene = useScene(instrument);
  const last = useLastOrder(user, instrument);
  const box = useRef<HTMLFormElement>(null);
  const [form, setForm] = useForm(instrument, user);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState('');
  const [refusal, setRefusal] = useState<TextKey>();

  const read = readTicket(form, scene);
  const { order, sums, guarded, mistake } = read;
  const stopped = phaseRefusal(form, scene.status.phase);
  const rest = () => {
    setTried(false);
    setAsked('');
    setRefusal(undefined);
  };
  const change = (part: Partial<TicketForm>) => {
    setForm((before) => withExpiry(reduceTicket(before, part), scene));
    if (part.size !== undefined && part.size !== '') noteSized();
    rest();
  };
  useSuggestion(instrument, change);
  const focus = (field: TicketField) => {
    box.current?.querySelector<HTMLElement>(`[name="${NAMES[field]}"]`)?.focus();
  };

  function submit(keyTimeStamp: number): void {
    if (!live || !mayTrade || last.rests || stopped !== undefined) return;
    if (mistake !== undefined) {
      setTried(true);
      focus(mistake.field);
      return;
    }
    if (order === undefined || guarded === undefined || guarded.verdict === 'refuse') return;
    if (refuseStale && tables.quotes.stale(instrument.id)) {
      setRefusal('ticket.stalePrices');
      return;
    }
    const policy = asksFirst(confirm, sums?.notional ?? 0, scene.account.quoteAvailable);
    const question = [policy ? 'policy' : '', ...guarded.warnings.map(({ key }) => key)].join(' ');
    if (question !== '' && asked !== question) {
      setAsked(question);
      return;
    }
    rest();
    const placed = actions.placeOrder({ ...termsOf(form, order, instrument), keyTimeStamp });
    if (placed.ok) last.remember(placed.clientOrderId, form);
    else setRefusal(`ticket.why_${placed.why}`);
  }

  return {
    ...{ box, form, scene, order, sums, guarded, mistake, tried, refusal, last, mayTrade, live },
    stopped,
    asked: asked !== '',
    change,
    submit,
    back() {
      if (asked === '' && !tried && refusal === undefined) return false;
      rest();
      return true;
    },
    repair() {
      if (last.sent === undefined) return;
      setForm(last.sent.form);
      rest();
      focus(last.field);
      last.forget();
    },
  };
}

function readTicket(form: TicketForm, scene: TicketScene) {
  const checked = validateTicket(form, scene);
  if ('field' in checked) {
    return { order: undefined, sums: undefined, guarded: undefined, mistake: checked };
  }
  return {
    order: checked,
    sums: summariseTicket(form, checked, scene),
    guarded: guardTicket(form.side, checked, scene),
    mistake: undefined,
  };
}

function termsOf(form: TicketForm, order: TicketOrder, instrument: Instrument): PlaceTerms {
  return {
    instrument: instrument.id,
    side: form.side,
    tif: form.tif,
    flags: flagsOf(form),
    stp: form.stp,
    qty: order.qty,
    // Without a price it is a market order.
    ...(order.price === 0 ? {} : { price: order.price }),
    ...(order.expireSeconds === 0 ? {} : { expireSeconds: order.expireSeconds }),
  };
}

/** Takes over what another panel suggested for this instrument. */
function useSuggestion(instrument: Instrument, take: (part: Partial<TicketForm>) => void): void {
  const draft = useDraft((state) => state.draft);
  const taken = useRef(0);
  useEffect(() => {
    if (draft === undefined || draft.number === taken.current) return;
    if (draft.instrument !== instrument.id) return;
    taken.current = draft.number;
    take({
      side: draft.side === Side.buy ? Side.buy : Side.sell,
      ...(draft.price === 0
        ? { type: OrderType.market }
        : { type: OrderType.limit, price: ticksText(draft.price, instrument) }),
      ...(draft.qty === undefined
        ? {}
        : { basis: 'qty' as const, size: lotsText(draft.qty, instrument) }),
    });
  }, [draft, instrument, take]);
}
