// What the dock tells assistive technology, in the language of the page.

import type { DockviewMessages } from 'dockview-react';
import { textNow } from '../i18n/use-text.ts';

export const dockMessages: Partial<DockviewMessages> = {
  panelOpened: (title) => textNow('shell.dock.opened', { title }),
  panelClosed: (title) => textNow('shell.dock.closed', { title }),
  groupMaximized: (title) => textNow('shell.dock.maximized', { title }),
  groupRestored: (title) => textNow('shell.dock.restored', { title }),
  closeTab: (title) => textNow('shell.dock.close', { title }),
  closeTabPlain: () => textNow('shell.dock.closePlain'),
  movePickTarget: (source, target) => textNow('shell.dock.pickTarget', { source, target }),
  movePickEdge: (position, target) => textNow('shell.dock.pickEdge', { position, target }),
  moveCommitted: (source, target) => textNow('shell.dock.moved', { source, target }),
  moveCancelled: () => textNow('shell.dock.moveCancelled'),
  moveNotAllowed: () => textNow('shell.dock.moveNotAllowed'),
};
