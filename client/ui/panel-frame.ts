// Where a panel stands: in the dock its header is the tab strip, elsewhere it draws a header of its own.

import { createContext, useContext } from 'react';

export interface PanelFrame {
  readonly title: string;
  /** Places in the strip of the dock; undefined: draw the header yourself. */
  readonly aside: HTMLElement | undefined;
  readonly tools: HTMLElement | undefined;
}

export const PanelFrameContext = createContext<PanelFrame>({
  title: '',
  aside: undefined,
  tools: undefined,
});

export function usePanelFrame(): PanelFrame {
  return useContext(PanelFrameContext);
}
