// The keys of the desk.

import { useText } from '../i18n/use-text.ts';
import { askTerm } from '../state/glossary-store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { OTHER_KEYS, SHELL_KEYS } from './hotkeys.ts';
import { closeOverlay } from './overlay-store.ts';
import { startGuide } from './watch-guide.ts';

export function KeysPage() {
  const t = useText();
  return (
    <Dialog title={t('shell.keys')} onClose={closeOverlay}>
      <dl className="key-list">
        {[...SHELL_KEYS, ...OTHER_KEYS].map(({ id, keys }) => (
          <div key={id}>
            <dt>{t(`shell.key.${id}`)}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="dialog-note">{t('shell.keysNote')}</p>
      <div className="keys-more">
        <Button
          onClick={() => {
            askTerm(undefined);
          }}
        >
          {t('shell.glossary')}
        </Button>
        <Button
          onClick={() => {
            closeOverlay();
            startGuide();
          }}
        >
          {t('shell.guide')}
        </Button>
      </div>
    </Dialog>
  );
}
