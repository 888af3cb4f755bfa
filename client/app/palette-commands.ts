// What the palette can do beside showing an instrument: panels, layouts, preferences, and trading with the
// instrument that is chosen. Nothing is sent by a key alone: orders go to the ticket, and what cannot be
// undone must be asked for by name.

import { cancelMany } from '../actions/cancel-many.ts';
import { flattenPosition } from '../actions/flatten-position.ts';
import { reversePosition } from '../actions/reverse-position.ts';
import { setPref } from '../actions/set-pref.ts';
import { sessionStore } from '../state/session-store.ts';
import { isStaff } from './use-is-staff.ts';
import { endSession } from '../actions/own-session.ts';
import { Side } from '../../shared/domain/order.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import type { Translate } from '../i18n/text-table.ts';
import { deskStore, type CancelledMany, type Placed } from '../state/desk-context.ts';
import { suggestOrder } from '../state/draft-store.ts';
import { askTerm } from '../state/glossary-store.ts';
import { PREF_CHOICES, type ChoicePref } from '../state/prefs-store.ts';
import { toggleArmed } from './hotkeys.ts';
import { layoutNames, layoutStore, resetLayout, showLayout } from './layout-store.ts';
import { openOverlay } from './overlay-store.ts';
import { panelEntries } from './panel-registry.ts';
import { isPreset } from './saved-layouts.ts';
import { showPanel } from './shown-dock.ts';
import { addToast } from './toast-store.ts';
import { startGuide } from './watch-guide.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** It cannot be undone: never in front unless it was asked for. */
  readonly grave?: boolean;
  readonly run: () => void;
}

export function paletteCommands(t: Translate, chosen: Instrument | undefined): PaletteEntry[] {
  return [
    ...(chosen === undefined ? [] : tradingCommands(t, chosen)),
    ...deskCommands(t),
    ...panelCommands(t),
    ...layoutCommands(t),
    ...prefCommands(t),
  ];
}

function tradingCommands(t: Translate, instrument: Instrument): PaletteEntry[] {
  const { id, symbol } = instrument;
  const hint = t('palette.hint.trading');
  const entry = (name: string, run: () => void, grave = true): PaletteEntry => ({
    ...{ id: name, label: t(`palette.do.${name}`, { symbol }), hint, grave, run },
  });
  return [
    entry('buy', () => openTicket(id, Side.buy), false),
    entry('sell', () => openTicket(id, Side.sell), false),
    entry('flatten', () => tellPlaced(t, flattenPosition(id))),
    entry('reverse', () => tellPlaced(t, reversePosition(id))),
    entry('cancelHere', () => void cancelMany({ instrument: id }).then(tellCancelled(t))),
    entry('cancelBuys', () => void cancelMany({ side: Side.buy }).then(tellCancelled(t))),
    entry('cancelSells', () => void cancelMany({ side: Side.sell }).then(tellCancelled(t))),
    entry('cancelAll', () => void cancelMany().then(tellCancelled(t))),
  ];
}

/** The ticket with the price at which the order would be filled now; without one only its side. */
export function openTicket(instrument: number, side: Side, price?: number, qty?: number): void {
  const quotes = deskStore.getState().desk?.tables.quotes;
  const opposite = side === Side.buy ? quotes?.ask : quotes?.bid;
  showPanel('ticket');
  const size = qty === undefined ? {} : { qty };
  suggestOrder({ instrument, side, price: price ?? opposite?.[instrument] ?? 0, ...size });
}

function tellPlaced(t: Translate, placed: Placed): void {
  if (placed.ok) return;
  addToast({ kind: 'bad', title: t('palette.notSent'), words: t(`palette.why.${placed.why}`) });
}

function tellCancelled(t: Translate): (result: CancelledMany) => void {
  return (result) => {
    if (result.ok) {
      const words = t('palette.cancelledWords', { n: result.cancelled });
      addToast({ kind: 'good', title: t('palette.cancelled'), words });
    } else {
      addToast({ kind: 'bad', title: t('palette.notSent'), words: t(`palette.why.${result.why}`) });
    }
  };
}

function deskCommands(t: Translate): PaletteEntry[] {
  const entry = (id: string, label: string, run: () => void): PaletteEntry => ({
    ...{ id, label, hint: t('shell.action'), run },
  });
  return [
    entry('arm', t('shell.key.arm'), toggleArmed),
    ...(isStaff(sessionStore.getState().role)
      ? [entry('operations', t('shell.operations'), () => openOverlay('operations'))]
      : []),
    entry('account', t('shell.account'), () => openOverlay('account')),
    entry('prefs', t('shell.prefs'), () => openOverlay('prefs')),
    entry('keys', t('shell.keys'), () => openOverlay('keys')),
    entry('guide', t('shell.guide'), startGuide),
    entry('glossary', t('shell.glossary'), () => askTerm(undefined)),
    entry('gallery', t('shell.addPanel'), () => openOverlay('gallery')),
    entry('save-layout', t('shell.saveLayout'), () => openOverlay('saveLayout')),
    entry('reset', t('shell.resetLayout'), resetLayout),
    entry('sign-out', t('shell.signOut'), () => void endSession()),
  ];
}

function panelCommands(t: Translate): PaletteEntry[] {
  return panelEntries().map(({ id, title }) => ({
    id: `panel-${id}`,
    label: t(title),
    hint: t('shell.openPanel'),
    run: () => showPanel(id),
  }));
}

function layoutCommands(t: Translate): PaletteEntry[] {
  const { docks } = layoutStore.getState();
  return layoutNames({ docks }).map((name) => ({
    id: `layout-${name}`,
    label: isPreset(name) ? t(`shell.layout.${name}`) : name,
    hint: t('shell.showLayout'),
    run: () => showLayout(name),
  }));
}

function prefCommands(t: Translate): PaletteEntry[] {
  return (Object.keys(PREF_CHOICES) as ChoicePref[]).flatMap((name) =>
    PREF_CHOICES[name].map((value) => ({
      id: `${name}-${value}`,
      label: t(`shell.${name}.${value}`),
      hint: t(`shell.prefs.${name}`),
      run: () => setPref(name, value),
    })),
  );
}
