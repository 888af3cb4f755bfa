// How much: a figure and what it means, with sizes at hand.

import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { qtyText } from '../../ui/format.ts';
import { shortAmount } from '../../ui/large-figures.ts';
import { farSteps, useMistakeWords } from './PriceField.tsx';
import { limitTicks } from './ticket-form.ts';
import type { TicketScene } from './ticket-scene.ts';
import {
  BASES,
  buyingPowerLots,
  lotsOfShare,
  lotsText,
  presetLots,
  type SizeBasis,
} from './ticket-size.ts';
import { stepSize } from './ticket-steps.ts';
import type { Ticket } from './use-ticket.ts';

const SHARES = ['5', '10', '25', '50', '75', '100'];
const HALF_BPS = 5_000;

export function SizeFields({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { form, scene, change } = ticket;
  const error = useMistakeWords(ticket, 'size');
  const units = useUnits(scene);
  const step = (steps: number) => {
    change({ size: stepSize(form, scene, steps) });
  };
  const byQty = form.basis === 'qty';
  return (
    <>
      <div className="ticket-size" onKeyDownCapture={byQty ? farSteps(step) : undefined}>
        <Field
          label={t(`ticket.basis_${form.basis}`)}
          name="qty"
          value={form.size}
          inputMode="text"
          unit={units[form.basis]}
          error={error}
          {...(byQty ? { onStep: step } : {})}
          placeholder={byQty ? '0' : ''}
          onChange={(size) => {
            change({ size });
          }}
        />
        <select
          className="ticket-select"
          aria-label={t('ticket.sizeBy')}
          value={form.basis}
          onChange={({ target }) => {
            change({ basis: target.value as SizeBasis });
          }}
        >
          {BASES.map((basis) => (
            <option key={basis} value={basis}>
              {t(`ticket.by_${basis}`)}
            </option>
          ))}
        </select>
      </div>
      {form.basis === 'risk' ? <StopField ticket={ticket} /> : <Presets ticket={ticket} />}
    </>
  );
}

function useUnits({ instrument }: TicketScene): Readonly<Record<SizeBasis, string>> {
  const assets = useInstruments((state) => state.assets);
  const quote = assets.get(instrument.quoteAsset)?.code ?? '';
  const base = assets.get(instrument.baseAsset)?.code ?? '';
  // The code of a share is the instrument's own name: it says nothing beside the figure.
  return { qty: base === instrument.symbol ? '' : base, value: quote, share: '%', risk: quote };
}

function StopField({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { form, change, order, scene } = ticket;
  const error = useMistakeWords(ticket, 'stop');
  return (
    <Field
      label={t('ticket.stop')}
      name="stop"
      value={form.stop}
      error={error}
      unit={order === undefined ? '' : `= ${qtyText(order.qty, scene.instrument)}`}
      onChange={(stop) => {
        change({ stop });
      }}
    />
  );
}

function Presets({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const language = useLanguage();
  const { form, scene, change } = ticket;
  const { instrument } = scene;
  if (form.basis === 'share') {
    return (
      <PresetRow
        presets={SHARES.map((size) => ({ size, label: `${size}%` }))}
        chosen={form.size}
        onChoose={(size) => {
          change({ size });
        }}
      />
    );
  }
  // Without a price yet, what is available is reckoned at the market.
  const limit = limitTicks(form, instrument);
  const sizes = presetLots(instrument, scene.quoteScale).map((lots) => ({
    size: lotsText(lots, instrument),
    label: sizeLabel(lots, scene, language),
  }));
  const half = lotsOfShare(scene, form.side, limit, HALF_BPS);
  const most = buyingPowerLots(scene, form.side, limit);
  const isChosen = form.basis === 'qty';
  return (
    <PresetRow
      presets={[
        ...sizes,
        { size: lotsText(half, instrument), label: '50%', id: 'half' },
        { size: lotsText(most, instrument), label: t('ticket.most'), id: 'most' },
      ]}
      chosen={isChosen ? form.size : ''}
      onChoose={(size) => {
        change({ basis: 'qty', size });
      }}
    />
  );
}

function sizeLabel(lots: number, scene: TicketScene, language: 'en' | 'zh'): string {
  const { lotStep, qtyScale } = scene.instrument;
  const value = (lots * lotStep) / 10 ** qtyScale;
  return value >= 10_000 ? shortAmount(value, language) : String(value);
}

interface PresetRowProps {
  readonly presets: readonly {
    readonly size: string;
    readonly label: string;
    readonly id?: string;
  }[];
  readonly chosen: string;
  readonly onChoose: (size: string) => void;
}

function PresetRow({ presets, chosen, onChoose }: PresetRowProps) {
  const t = useText();
  return (
    <div className="ticket-presets" role="group" aria-label={t('ticket.presets')}>
      {presets.map(({ size, label, id }) => (
        <Button
          key={id ?? size}
          small
          title={size}
          aria-pressed={size === chosen}
          onClick={() => {
            onChoose(size);
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
