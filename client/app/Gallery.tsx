// The gallery of panels: what there is, and what it is good for.

import { useText } from '../i18n/use-text.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { closeOverlay } from './overlay-store.ts';
import { panelEntries, type PanelGroup } from './panel-registry.ts';
import { shownDock } from './shown-dock.ts';

const GROUPS: readonly PanelGroup[] = ['market', 'trading', 'account', 'system'];

export function Gallery() {
  const t = useText();
  return (
    <Dialog wide title={t('shell.addPanel')} onClose={closeOverlay}>
      {GROUPS.map((group) => (
        <section key={group} className="gallery">
          <h3>{t(`shell.group.${group}`)}</h3>
          <ul>
            {panelEntries()
              .filter((entry) => entry.group === group)
              .map(({ id, title }) => (
                <li key={id}>
                  <button
                    type="button"
                    onClick={() => {
                      closeOverlay();
                      shownDock()?.addPanel(id);
                    }}
                  >
                    <b>{t(title)}</b>
                    <span>{t(`shell.about.${id}`)}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
