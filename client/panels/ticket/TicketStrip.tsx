// Two lines under the button, always of the same height: what stands in the way, what is asked, or what
// became of the order that was sent last.

import type { ReactNode } from 'react';
import { Side } from '../../../shared/domain/order.ts';
import { ticksInWindow } from '../../../shared/domain/trading-status.ts';
import { causeWords, rejectWords } from '../../i18n/outcome-words.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { priceText, qtyText } from '../../ui/format.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { phaseSentence } from '../../ui/phase-words.ts';
import type { LastLook, LastTone } from './last-order.ts';
import { ticksText } from './ticket-form.ts';
import { lotsText } from './ticket-size.ts';
import type { LastOrder } from './use-last-order.ts';
import type { Ticket } from './use-ticket.ts';

export interface TicketStripProps {
  readonly ticket: Ticket;
  readonly id: string;
}

export function TicketStrip({ ticket, id }: TicketStripProps) {
  const shown = useShown(ticket);
  return (
    <div id={id} className="ticket-strip" role="status" aria-live="polite" data-tone={shown.tone}>
      {shown.icon !== undefined && <Icon name={shown.icon} />}
      <p>{shown.words}</p>
      {shown.after}
    </div>
  );
}

interface Shown {
  readonly tone: LastTone | 'ask' | 'quiet';
  readonly icon?: IconName;
  readonly words: ReactNode;
  readonly after?: ReactNode;
}

const ICONS: Readonly<Record<LastTone, IconName>> = {
  busy: 'spin',
  doubt: 'help',
  good: 'check',
  bad: 'warn',
  plain: 'dot',
};

/** The most important thing to say, and only that. */
function useShown(ticket: Ticket): Shown {
  const t = useText();
  const policy = usePrefs((state) => state.confirm);
  const { guarded, mistake, refusal, last, asked } = ticket;
  if (!ticket.mayTrade) return { tone: 'quiet', icon: 'lock', words: t('ticket.readOnly') };
  if (!ticket.live && !last.rests) return { tone: 'ask', icon: 'warn', words: t('ticket.offline') };
  if (last.rests) return lastShown(t, ticket);
  if (ticket.stopped !== undefined) return { tone: 'ask', icon: 'warn', words: t(ticket.stopped) };
  if (guarded?.verdict === 'refuse') return refusedShown(t, ticket);
  if (asked && guarded !== undefined && guarded.warnings.length > 0) return askShown(t, ticket);
  if (asked) return { tone: 'ask', icon: 'help', words: t('ticket.askPolicy') };
  if (refusal !== undefined) {
    return { tone: 'ask', icon: 'warn', words: t('ticket.notSent', { why: t(refusal) }) };
  }
  if ((mistake?.nearest?.length ?? 0) > 0) return nearestShown(t, ticket);
  if (guarded?.verdict === 'confirm') return askShown(t, ticket);
  const pulled = pulledWords(t, ticket);
  if (pulled !== undefined) return { tone: 'ask', icon: 'warn', words: pulled };
  if (last.look !== undefined) return lastShown(t, ticket);
  const { status, instrument } = ticket.scene;
  const state = phaseSentence(t, status, instrument);
  if (state !== undefined) return { tone: 'ask', icon: 'warn', words: state };
  const after = <kbd>{'Ctrl Enter'}</kbd>;
  return { tone: 'quiet', words: t(`ticket.policy_${policy}`), after };
}

/** Where the order would stand other than asked. */
function pulledWords(t: Translate, { scene, form, order }: Ticket): string | undefined {
  if (order === undefined) return undefined;
  const stands = ticksInWindow(form.side, order.price, scene.status);
  if (stands === order.price) return undefined;
  return t('ticket.atWindow', { price: priceText(stands, scene.instrument) });
}

function warningWords(t: Translate, { guarded }: Ticket): string {
  return (guarded?.warnings ?? []).map(({ key, values }) => t(key, values)).join(' ');
}

function askShown(t: Translate, ticket: Ticket): Shown {
  return { tone: 'ask', icon: 'warn', words: warningWords(t, ticket) };
}

/** What the ticket refuses, and a button to the nearest order that it would take. */
function refusedShown(t: Translate, ticket: Ticket): Shown {
  const { instrument } = ticket.scene;
  const { price, qty } = ticket.guarded?.wayOut ?? {};
  const after = (
    <>
      {price !== undefined && (
        <Button
          small
          onClick={() => {
            ticket.change({ price: ticksText(price, instrument) });
          }}
        >
          {t('ticket.use', { value: priceText(price, instrument) })}
        </Button>
      )}
      {qty !== undefined && (
        <Button
          small
          onClick={() => {
            ticket.change({ basis: 'qty', size: lotsText(qty, instrument) });
          }}
        >
          {t('ticket.use', { value: qtyText(qty, instrument) })}
        </Button>
      )}
    </>
  );
  return { tone: 'bad', icon: 'warn', words: warningWords(t, ticket), after };
}

/** A price between two ticks: both are a press away. */
function nearestShown(t: Translate, { mistake, scene, change }: Ticket): Shown {
  const after = mistake?.nearest?.map((ticks) => (
    <Button
      key={ticks}
      small
      onClick={() => {
        change({ price: ticksText(ticks, scene.instrument) });
      }}
    >
      {priceText(ticks, scene.instrument)}
    </Button>
  ));
  return { tone: 'quiet', words: t('ticket.nearest'), after };
}

function lastShown(t: Translate, ticket: Ticket): Shown {
  const { last, scene } = ticket;
  const look = last.look!;
  const words = lastWords(t, last, look, scene.instrument);
  const told = look.resolved ? t('ticket.resolved', { words }) : words;
  const after = look.repairs ? (
    <Button small onClick={ticket.repair}>
      {t('ticket.repair')}
    </Button>
  ) : last.rests ? (
    <Button
      small
      title={t('ticket.askWords')}
      disabled={last.inquiry?.is === 'asking'}
      onClick={last.ask}
    >
      {t('ticket.ask')}
    </Button>
  ) : null;
  return { tone: look.tone, icon: ICONS[look.tone], words: told, after };
}

function lastWords(
  t: Translate,
  { row, ageMs, inquiry }: LastOrder,
  look: LastLook,
  instrument: Ticket['scene']['instrument'],
): string {
  const seconds = (ageMs / 1000).toFixed(1);
  if (inquiry?.is === 'notSent') {
    return t('ticket.ask_notSent', { why: t(`ticket.why_${inquiry.why}`) });
  }
  if (inquiry !== undefined) return t(`ticket.ask_${inquiry.is}`);
  if (row === undefined) return t(`ticket.last_${look.word}`, { seconds });
  if (look.word === 'rejected') return t('ticket.last_rejected', { why: rejectWords(t, row.code) });
  if (look.word === 'cancelled' || look.word === 'expired') {
    const filled = qtyText(row.filled, instrument);
    const cause = causeWords(t, row.cause);
    return row.filled === 0 ? cause : t('ticket.last_endedPart', { cause, filled });
  }
  return t(`ticket.last_${look.word}`, { seconds, ...orderValues(t, row, instrument) });
}

function orderValues(t: Translate, row: OrderRow, instrument: Ticket['scene']['instrument']) {
  const average = row.averageTicks > 0 ? Math.round(row.averageTicks) : row.price;
  return {
    side: t(row.side === Side.buy ? 'ticket.buy' : 'ticket.sell'),
    qty: qtyText(row.qty, instrument),
    filled: qtyText(row.filled, instrument),
    price: priceText(row.price, instrument),
    average: priceText(average, instrument),
  };
}
