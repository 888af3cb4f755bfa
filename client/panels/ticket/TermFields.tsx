// How long the order lives and what it may not do; what is rarely wanted is folded away.

import { useId, useState } from 'react';
import { OrderType, SelfTrade, TimeInForce } from '../../../shared/domain/order.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../../ui/Check.tsx';
import { Field } from '../../ui/Field.tsx';
import { useMistakeWords } from './PriceField.tsx';
import { isImmediate, type TicketForm } from './ticket-form.ts';
import type { Ticket } from './use-ticket.ts';

const TIFS = [
  [TimeInForce.gtc, 'GTC'],
  [TimeInForce.day, 'DAY'],
  [TimeInForce.ioc, 'IOC'],
  [TimeInForce.fok, 'FOK'],
  [TimeInForce.gtd, 'GTD'],
] as const;

const MODES = Object.entries(SelfTrade);

export function TermFields({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { form, change } = ticket;
  const more = useId();
  const [open, setOpen] = useState(false);
  const hidden = hasHiddenTerms(form);
  const isMarket = form.type === OrderType.market;
  return (
    <>
      <div className="ticket-terms">
        <select
          className="ticket-select"
          aria-label={t('ticket.tif')}
          title={t(`ticket.tif_${String(form.tif)}`)}
          value={form.tif}
          onChange={({ target }) => {
            change({ tif: Number(target.value) as TimeInForce });
          }}
        >
          {TIFS.map(([tif, code]) => (
            <option key={tif} value={tif} disabled={isMarket && !isImmediate(tif)}>
              {code}
            </option>
          ))}
        </select>
        <Check
          title={t('glossary.words_postOnly')}
          label={t('ticket.postOnly')}
          checked={form.postOnly}
          disabled={isMarket || isImmediate(form.tif)}
          onChange={(postOnly) => {
            change({ postOnly });
          }}
        />
        <Check
          title={t('glossary.words_reduceOnly')}
          label={t('ticket.reduceOnly')}
          checked={form.reduceOnly}
          onChange={(reduceOnly) => {
            change({ reduceOnly });
          }}
        />
        <Button
          small
          aria-expanded={open}
          aria-controls={more}
          data-set={hidden || undefined}
          title={hidden ? t('ticket.moreSet') : t('ticket.more')}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {t('ticket.more')}
        </Button>
      </div>
      {form.tif === TimeInForce.gtd && <Expiry ticket={ticket} />}
      <div id={more} className="ticket-more" hidden={!open}>
        <MoreFields ticket={ticket} />
      </div>
    </>
  );
}

function hasHiddenTerms({ cancelOnDisconnect, stp }: TicketForm): boolean {
  return cancelOnDisconnect || stp !== SelfTrade.expireTaker;
}

function Expiry({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { form, scene, change } = ticket;
  const error = useMistakeWords(ticket, 'expiry');
  return (
    <Field
      label={t('ticket.until')}
      name="expiry"
      type="datetime-local"
      className="ticket-date"
      value={form.expiry}
      error={error}
      unit={scene.zone === 'local' ? '' : 'UTC'}
      onChange={(expiry) => {
        change({ expiry });
      }}
    />
  );
}

function MoreFields({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { form, change } = ticket;
  return (
    <>
      <Check
        title={t('glossary.words_cancelOnDisconnect')}
        label={t('ticket.cancelOnDisconnect')}
        checked={form.cancelOnDisconnect}
        onChange={(cancelOnDisconnect) => {
          change({ cancelOnDisconnect });
        }}
      />
      <label className="ticket-stp">
        <span title={t('glossary.words_stp')}>{t('ticket.stp')}</span>
        <select
          className="ticket-select"
          value={form.stp}
          onChange={({ target }) => {
            change({ stp: Number(target.value) as SelfTrade });
          }}
        >
          {MODES.map(([name, mode]) => (
            <option key={mode} value={mode}>
              {t(`ticket.stp_${name}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
