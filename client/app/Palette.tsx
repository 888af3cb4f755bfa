// The command palette: instruments, panels, layouts and actions from the keyboard.

import { Command } from 'cmdk';
import { useEffect, useMemo, useState } from 'react';
import { Side } from '../../shared/domain/order.ts';
import { selectInstrument } from '../actions/select-instrument.ts';
import { useText } from '../i18n/use-text.ts';
import {
  createInstrumentIndex,
  type Initials,
  type InstrumentIndex,
} from '../state/instrument-search.ts';
import { useInstruments } from '../state/instruments-store.ts';
import { DEFAULT_COLOUR, useSelected } from '../state/link-store.ts';
import { loadInitials } from '../state/pinyin-initials.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { priceText, qtyText } from '../ui/format.ts';
import { readOrderSentence } from './order-sentence.ts';
import { closeOverlay } from './overlay-store.ts';
import { openTicket, paletteCommands, type PaletteEntry } from './palette-commands.ts';
import { panelEntries } from './panel-registry.ts';
import { showPanel } from './shown-dock.ts';

const SHOWN_MAX = 12;
const NO_INITIALS: Initials = () => '';
/** Letters to type before an entry that cannot be undone is offered. */
const GRAVE_LETTERS_MIN = 3;

export default function Palette() {
  const t = useText();
  const [query, setQuery] = useState('');
  const index = useInstrumentIndex();
  const instruments = useInstruments((state) => state.instruments);
  const chosen = instruments.get(useSelected(DEFAULT_COLOUR));
  const found = useMemo(() => foundInstruments(index, query), [index, query]);
  const sentences = [useOrderSentence(index, query), usePanelSentence(index, query)].flat();
  const commands = paletteCommands(t, chosen).filter(
    ({ label, id, grave = false }) =>
      matches(query, label, id) && (!grave || query.trim().length >= GRAVE_LETTERS_MIN),
  );
  return (
    <Dialog title={t('shell.search')} onClose={closeOverlay}>
      <Command shouldFilter={false} loop label={t('shell.search')} className="palette">
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder={t('shell.searchHint')}
        />
        <Command.List label={t('shell.search')}>
          <Command.Empty>{t('shell.nothingFound')}</Command.Empty>
          <PaletteGroup heading={t('palette.sentence')} entries={sentences} />
          <PaletteGroup heading={t('shell.instruments')} entries={found} />
          <PaletteGroup heading={t('shell.commands')} entries={commands.slice(0, SHOWN_MAX)} />
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface GroupProps {
  readonly heading: string;
  readonly entries: readonly PaletteEntry[];
}

function PaletteGroup({ heading, entries }: GroupProps) {
  if (entries.length === 0) return null;
  return (
    <Command.Group heading={heading}>
      {entries.map(({ id, label, hint, run }) => (
        <Command.Item
          key={id}
          value={id}
          onSelect={() => {
            closeOverlay();
            run();
          }}
        >
          <b>{label}</b>
          <span>{hint}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function useInstrumentIndex(): InstrumentIndex {
  const instruments = useInstruments((state) => state.instruments);
  const [initials, setInitials] = useState<Initials>(() => NO_INITIALS);
  useEffect(() => {
    let wanted = true;
    void loadInitials([...instruments.values()]).then((loaded) => {
      if (wanted) setInitials(() => loaded);
    });
    return () => {
      wanted = false;
    };
  }, [instruments]);
  return useMemo(
    () => createInstrumentIndex([...instruments.values()], initials),
    [instruments, initials],
  );
}

function foundInstruments(index: InstrumentIndex, query: string): readonly PaletteEntry[] {
  const { instruments } = useInstruments.getState();
  return index.search(query, SHOWN_MAX).flatMap((id) => {
    const instrument = instruments.get(id);
    if (instrument === undefined) return [];
    const run = () => {
      selectInstrument(DEFAULT_COLOUR, id);
    };
    return [{ id: `i${String(id)}`, label: instrument.symbol, hint: instrument.name, run }];
  });
}

/** `buy 0.5 BTCUSDT 61000`: the ticket, filled in. */
function useOrderSentence(index: InstrumentIndex, query: string): readonly PaletteEntry[] {
  const t = useText();
  const instruments = useInstruments((state) => state.instruments);
  const order = readOrderSentence(query, (word) => instruments.get(index.search(word, 1)[0] ?? -1));
  const instrument = instruments.get(order?.instrument ?? -1);
  if (order === undefined || instrument === undefined) return [];
  const { side, lots, ticks } = order;
  const label = t(side === Side.buy ? 'palette.sentence.buy' : 'palette.sentence.sell', {
    qty: lots === undefined ? '' : qtyText(lots, instrument),
    symbol: instrument.symbol,
    price: ticks === undefined ? t('palette.sentence.market') : priceText(ticks, instrument),
  });
  const run = () => {
    selectInstrument(DEFAULT_COLOUR, instrument.id);
    openTicket(instrument.id, side, ticks, lots);
  };
  return [{ id: 'sentence', label, hint: t('palette.sentence.hint'), run }];
}

/** `BTCUSDT chart`: the instrument in that panel. */
function usePanelSentence(index: InstrumentIndex, query: string): readonly PaletteEntry[] {
  const t = useText();
  const [, code = '', panel = ''] = /^(\S+)\s+(\S+)$/u.exec(query.trim()) ?? [];
  if (panel === '') return [];
  const id = index.search(code, 1)[0];
  const instrument = useInstruments.getState().instruments.get(id ?? -1);
  if (instrument === undefined) return [];
  return panelEntries()
    .filter((entry) => matches(panel, t(entry.title), entry.id))
    .slice(0, 3)
    .map((entry) => ({
      id: `show-${entry.id}`,
      label: `${instrument.symbol} · ${t(entry.title)}`,
      hint: t('shell.openPanel'),
      run: () => {
        selectInstrument(DEFAULT_COLOUR, instrument.id);
        showPanel(entry.id);
      },
    }));
}

function matches(query: string, ...texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
