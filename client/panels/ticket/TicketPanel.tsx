// The order ticket: the button says what it does, and nothing is sent that the form would refuse.

import { useId } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderType } from '../../../shared/domain/order.ts';
import { setPref } from '../../actions/set-pref.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import { prefsStore } from '../../state/prefs-store.ts';
import { ArmLatch } from '../../ui/ArmLatch.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TruthBadge } from '../../ui/TruthBadge.tsx';
import { PriceField } from './PriceField.tsx';
import { SendButton } from './SendButton.tsx';
import { SideTiles } from './SideTiles.tsx';
import { SizeFields } from './SizeFields.tsx';
import { TermFields } from './TermFields.tsx';
import { TicketPreview } from './TicketPreview.tsx';
import { TicketStrip } from './TicketStrip.tsx';
import { useTicket } from './use-ticket.ts';
import './ticket.css';

function toggleLatch(): void {
  setPref('armed', !prefsStore.getState().armed);
}

export default function TicketPanel({ colour }: { readonly colour: LinkColour }) {
  const t = useText();
  const { tables } = useDesk();
  const selected = useSelected(colour);
  const instrument = useInstruments((state) => state.instruments.get(selected));
  if (instrument === undefined) {
    return (
      <Panel tools={<ArmLatch onToggle={toggleLatch} />}>
        <Empty icon="search" title={t('ticket.choose')} words={t('ticket.chooseWords')} />
      </Panel>
    );
  }
  const badge = (
    <TruthBadge
      key={instrument.id}
      instrument={instrument.id}
      read={() => ({
        truth: tables.quotes.stale(instrument.id) ? 'stale' : 'live',
        ageMs: tables.quotes.ageMs(instrument.id),
      })}
    />
  );
  return (
    <Panel subtitle={instrument.symbol} badge={badge} tools={<ArmLatch onToggle={toggleLatch} />}>
      <TicketBox key={instrument.id} instrument={instrument} />
    </Panel>
  );
}

function TicketBox({ instrument }: { readonly instrument: Instrument }) {
  const t = useText();
  const ticket = useTicket(instrument);
  const { form, change } = ticket;
  const strip = useId();
  return (
    <form
      ref={ticket.box}
      className="ticket"
      onSubmit={(event) => {
        event.preventDefault();
        ticket.submit(event.timeStamp);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          ticket.submit(event.timeStamp);
        } else if (event.altKey && event.code === 'KeyQ') {
          event.preventDefault();
          ticket.last.ask();
        } else if (event.key === 'Escape' && ticket.back()) event.stopPropagation();
      }}
    >
      <SideTiles form={form} instrument={instrument} onChange={change} />
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
      <PriceField ticket={ticket} />
      <SizeFields ticket={ticket} />
      <TermFields ticket={ticket} />
      <TicketPreview ticket={ticket} />
      <div className="ticket-foot">
        <SendButton ticket={ticket} strip={strip} />
        <TicketStrip ticket={ticket} id={strip} />
      </div>
    </form>
  );
}
