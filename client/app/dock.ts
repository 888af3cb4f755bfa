// The dock: groups of tabs, split and dragged by the library; cells tell React what to draw where.

import { createDockview, type DockviewApi, type DockviewGroupPanel } from 'dockview-react';
import { languageStore } from '../i18n/use-text.ts';
import { DEFAULT_COLOUR, type LinkColour } from '../state/link-store.ts';
import type { DockParams } from './layout-presets.ts';
import { dockMessages } from './dock-messages.ts';
import { titleOf } from './dock-title.ts';
import { panelEntry } from './panel-registry.ts';

/** One panel: the elements in which React draws it. */
export interface DockCell {
  readonly id: string;
  readonly kind: string;
  readonly body: HTMLElement;
  readonly aside: HTMLElement;
  readonly tools: HTMLElement;
  readonly visible: boolean;
  readonly colour: LinkColour;
  readonly own: Readonly<Record<string, unknown>>;
}

/** One group of tabs: where its menu stands, and the panel in front. */
export interface DockGroup {
  readonly id: string;
  readonly menu: HTMLElement;
  readonly front: string | undefined;
}

export interface DockView {
  readonly cells: ReadonlyMap<string, DockCell>;
  readonly groups: ReadonlyMap<string, DockGroup>;
}

export interface Dock {
  readonly api: DockviewApi;
  setColour(panelId: string, colour: LinkColour): void;
  setOwn(panelId: string, own: Readonly<Record<string, unknown>>): void;
  addPanel(kind: string): void;
  dispose(): void;
}

const GAP_PX = 4;

function box(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}

function carried(params: Readonly<Record<string, unknown>>): DockParams {
  const { colour = DEFAULT_COLOUR, own = {} } = params as Partial<DockParams>;
  return { colour, own };
}

export function createDock(host: HTMLElement, changed: (view: DockView) => void): Dock {
  const cells = new Map<string, DockCell>();
  const groups = new Map<string, DockGroup>();
  const emit = () => {
    changed({ cells: new Map(cells), groups: new Map(groups) });
  };

  function change(id: string, part: Partial<DockCell>): void {
    const cell = cells.get(id);
    if (cell === undefined) return;
    cells.set(id, { ...cell, ...part });
    emit();
  }

  const api = createDockview(host, {
    theme: { name: 'openbell', className: 'openbell-dock', gap: GAP_PX },
    disableFloatingGroups: true,
    scrollbars: 'native',
    defaultTabComponent: 'tab',
    messages: dockMessages,
    createComponent: ({ id, name }) => {
      const body = box('dock-body');
      return {
        element: body,
        init({ params, api: panel }) {
          const cell = { aside: box('dock-aside'), tools: box('dock-tools'), ...carried(params) };
          cells.set(id, { id, kind: name, body, visible: panel.isVisible, ...cell });
          emit();
        },
        update: ({ params }) => {
          change(id, carried(params));
        },
        onShow: () => {
          change(id, { visible: true });
        },
        onHide: () => {
          change(id, { visible: false });
        },
        dispose() {
          cells.delete(id);
          emit();
        },
      };
    },
    createTabComponent: createTab,
    createLeftHeaderActionComponent: (group) =>
      createSlot(group, (front) => (front === undefined ? undefined : cells.get(front)?.aside)),
    createRightHeaderActionComponent: (group) => {
      const menu = box('dock-menu');
      const slot = createSlot(group, (front) => {
        groups.set(group.id, { id: group.id, menu, front });
        emit();
        return front === undefined ? undefined : cells.get(front)?.tools;
      });
      slot.element.append(menu);
      return {
        ...slot,
        dispose() {
          slot.dispose();
          groups.delete(group.id);
          emit();
        },
      };
    },
  });

  const stopTitles = languageStore.subscribe(() => {
    for (const panel of api.panels)
      panel.api.setTitle(titleOf(panel.view.contentComponent, panel.id));
  });

  function carry(panelId: string, part: Partial<DockParams>): void {
    const panel = api.getPanel(panelId);
    panel?.api.updateParameters({ ...carried(panel.params ?? {}), ...part });
  }

  return {
    api,
    setColour: (panelId, colour) => {
      carry(panelId, { colour });
    },
    setOwn: (panelId, own) => {
      carry(panelId, { own });
    },
    addPanel: (kind) => {
      addPanel(api, kind);
    },
    dispose() {
      stopTitles();
      api.dispose();
    },
  };
}

/** A place in the header of a group that holds what the panel in front puts there. */
function createSlot(
  group: DockviewGroupPanel,
  choose: (front: string | undefined) => HTMLElement | undefined,
) {
  const element = box('dock-actions');
  const slot = box('dock-slot');
  element.append(slot);
  let listening: { dispose(): void } | undefined;
  const show = () => {
    const chosen = choose(group.activePanel?.id);
    slot.replaceChildren(...(chosen === undefined ? [] : [chosen]));
  };
  return {
    element,
    init() {
      listening = group.model.onDidActivePanelChange(show);
      show();
    },
    dispose: () => listening?.dispose(),
  };
}

function createTab() {
  const element = box('dock-tab');
  const chip = document.createElement('i');
  const title = document.createElement('span');
  chip.className = 'link-chip';
  element.append(chip, title);
  const show = (params: Readonly<Record<string, unknown>>) => {
    chip.dataset['colour'] = carried(params).colour;
  };
  return {
    element,
    init({ params, api }: { params: Record<string, unknown>; api: TabApi }) {
      title.textContent = titleOf(api.component, api.id);
      show(params);
      api.onDidTitleChange((event) => {
        title.textContent = event.title;
      });
      element.addEventListener('auxclick', (event) => {
        if (event.button === 1) api.close();
      });
    },
    update: ({ params }: { params: Record<string, unknown> }) => {
      show(params);
    },
  };
}

interface TabApi {
  readonly id: string;
  /** Kind of the panel. */
  readonly component: string;
  onDidTitleChange(listener: (event: { readonly title: string }) => void): unknown;
  close(): void;
}

function addPanel(api: DockviewApi, kind: string): void {
  const size = panelEntry(kind)?.defaultSize;
  let number = 1;
  while (api.getPanel(`${kind}-${String(number)}`) !== undefined) number += 1;
  const id = `${kind}-${String(number)}`;
  const active = api.activeGroup;
  api.addPanel({
    id,
    component: kind,
    title: titleOf(kind, id),
    params: { colour: DEFAULT_COLOUR, own: {} },
    // As a tab of the group in front it takes that group's place; alone it may say its size.
    ...(active === undefined
      ? { initialWidth: size?.width ?? 0, initialHeight: size?.height ?? 0 }
      : { position: { referenceGroup: active } }),
  });
}
