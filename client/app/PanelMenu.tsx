// The menu of a panel in the dock: link colour, whole screen, move, close.

import { useText } from '../i18n/use-text.ts';
import { LINK_COLOURS } from '../state/link-store.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { openWindow } from './desk-windows.ts';
import type { Dock, DockCell } from './dock.ts';
import { addToast } from './toast-store.ts';

export function PanelMenu({ dock, cell }: { readonly dock: Dock; readonly cell: DockCell }) {
  const t = useText();
  const panel = dock.api.getPanel(cell.id);
  const colours: readonly MenuItem[] = LINK_COLOURS.map((colour) => ({
    id: colour,
    label: t(`ui.${colour}`),
    checked: colour === cell.colour,
    mark: <i className="link-chip" data-colour={colour} />,
    onSelect: () => {
      dock.setColour(cell.id, colour);
    },
  }));
  const place: readonly MenuItem[] = [
    {
      id: 'maximize',
      label: t('shell.maximize'),
      onSelect: () => {
        if (panel?.api.isMaximized() === true) panel.api.exitMaximized();
        else panel?.api.maximize();
      },
    },
    {
      id: 'right',
      label: t('shell.splitRight'),
      onSelect: () => {
        panel?.api.moveTo({ group: panel.group, position: 'right' });
      },
    },
    {
      id: 'down',
      label: t('shell.splitDown'),
      onSelect: () => {
        panel?.api.moveTo({ group: panel.group, position: 'bottom' });
      },
    },
    {
      id: 'window',
      label: t('shell.ownWindow'),
      onSelect: () => {
        if (!openWindow(cell))
          addToast({ kind: 'bad', title: t('shell.windowBlocked'), words: '' });
      },
    },
    { id: 'close', label: t('shell.closePanel'), onSelect: () => panel?.api.close() },
  ];
  return (
    <Menu
      label={t('shell.panelMenu')}
      trigger={<Icon name="more" />}
      items={[...colours, null, ...place]}
    />
  );
}
