// The latch of the trading keys, shown once the user switched them on.

import { useText } from '../i18n/use-text.ts';
import { usePrefs } from '../state/prefs-store.ts';
import { Button } from './Button.tsx';

export function ArmLatch({ onToggle }: { readonly onToggle: () => void }) {
  const t = useText();
  const hotkeys = usePrefs((state) => state.hotkeys);
  const armed = usePrefs((state) => state.armed);
  if (!hotkeys && !armed) return null;
  return (
    <Button
      small
      look={armed ? 'armed' : 'plain'}
      icon={armed ? 'unlock' : 'lock'}
      aria-pressed={armed}
      onClick={onToggle}
    >
      {t(armed ? 'shell.armed' : 'shell.disarmed')}
    </Button>
  );
}
