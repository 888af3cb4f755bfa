// The life of the chosen order above the desk, where there is no dock to show it in.

import { useText } from '../i18n/use-text.ts';
import { DEFAULT_COLOUR } from '../state/link-store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { closeOverlay } from './overlay-store.ts';
import { PanelHost } from './PanelHost.tsx';

export function LifePage() {
  const t = useText();
  return (
    <Dialog wide title={t('shell.panel.life')} onClose={closeOverlay}>
      <PanelHost
        panelId="overlay-life"
        kind="life"
        colour={DEFAULT_COLOUR}
        params={{}}
        setParams={() => undefined}
      />
    </Dialog>
  );
}
