// The command palette: instruments, panels, layouts and actions from the keyboard.

import { Command } from 'cmdk';
import { useEffect, useMemo, useState } from 'react';
import { cancelMany } from '../actions/cancel-many.ts';
import { selectInstrument } from '../actions/select-instrument.ts';
import { setPref } from '../actions/set-pref.ts';
import { signOut } from '../actions/sign-out.ts';
import { useText } from '../i18n/use-text.ts';
import { DEFAULT_COLOUR } from '../state/link-store.ts';
import { useInstruments } from '../state/instruments-store.ts';
import { layoutNames, layoutStore, resetLayout, showLayout } from './layout-store.ts';
import { toggleArmed } from './hotkeys.ts';
import { closeOverlay, openOverlay } from './overlay-store.ts';
import { createInstrumentIndex, type Initials } from '../state/instrument-search.ts';
import { panelEntries } from './panel-registry.ts';
import { loadInitials } from '../state/pinyin-initials.ts';
import { isPreset } from './saved-layouts.ts';
import { showPanel } from './shown-dock.ts';
import { Dialog } from '../ui/Dialog.tsx';

const SHOWN_MAX = 12;
const NO_INITIALS: Initials = () => '';
/** Letters to type before an entry that cannot be undone is offered. */
const GRAVE_LETTERS_MIN = 3;

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** It cannot be undone: never in front unless it was asked for. */
  readonly grave?: boolean;
  readonly run: () => void;
}

export default function Palette() {
  const t = useText();
  const [query, setQuery] = useState('');
  const found = useFoundInstruments(query);
  const commands = useCommands().filter(
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
          <PaletteGroup heading={t('shell.instruments')} entries={found} />
          <PaletteGroup heading={t('shell.commands')} entries={commands.slice(0, SHOWN_MAX)} />
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface GroupProps {
  readonly heading: string;
  readonly entries: readonly Entry[];
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

function useFoundInstruments(query: string): readonly Entry[] {
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
  const index = useMemo(
    () => createInstrumentIndex([...instruments.values()], initials),
    [instruments, initials],
  );
  return useMemo(
    () =>
      index.search(query, SHOWN_MAX).flatMap((id) => {
        const instrument = instruments.get(id);
        if (instrument === undefined) return [];
        const run = () => {
          selectInstrument(DEFAULT_COLOUR, id);
        };
        return [{ id: `i${String(id)}`, label: instrument.symbol, hint: instrument.name, run }];
      }),
    [index, query, instruments],
  );
}

function matches(query: string, ...texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function useCommands(): readonly Entry[] {
  const t = useText();
  const docks = layoutStore((state) => state.docks);
  const panel = panelEntries().map(({ id, title }) => ({
    id: `panel-${id}`,
    label: t(title),
    hint: t('shell.openPanel'),
    run: () => {
      showPanel(id);
    },
  }));
  const layout = layoutNames({ docks }).map((name) => ({
    id: `layout-${name}`,
    label: isPreset(name) ? t(`shell.layout.${name}`) : name,
    hint: t('shell.showLayout'),
    run: () => {
      showLayout(name);
    },
  }));
  const themes = (['dark', 'light', 'contrast'] as const).map((theme) => ({
    id: `theme-${theme}`,
    label: t(`shell.theme.${theme}`),
    hint: t('shell.prefs.theme'),
    run: () => {
      setPref('theme', theme);
    },
  }));
  const action = (id: string, label: string, run: () => void): Entry => ({
    id,
    label,
    hint: t('shell.action'),
    run,
  });
  return [
    action('arm', t('shell.key.arm'), toggleArmed),
    action('prefs', t('shell.prefs'), () => {
      openOverlay('prefs');
    }),
    action('keys', t('shell.keys'), () => {
      openOverlay('keys');
    }),
    action('gallery', t('shell.addPanel'), () => {
      openOverlay('gallery');
    }),
    action('reset', t('shell.resetLayout'), resetLayout),
    ...panel,
    ...layout,
    ...themes,
    action('english', t('shell.lang.en'), () => {
      setPref('lang', 'en');
    }),
    action('chinese', t('shell.lang.zh'), () => {
      setPref('lang', 'zh');
    }),
    action('sign-out', t('shell.signOut'), signOut),
    { ...action('cancel-all', t('shell.cancelAll'), () => void cancelMany()), grave: true },
  ];
}
