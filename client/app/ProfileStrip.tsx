// In the place of the guide: whoever has no trading account yet is told what opens one.

import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/Button.tsx';
import { openOverlay } from './overlay-store.ts';

export function ProfileStrip({ isSubmitted }: { readonly isSubmitted: boolean }) {
  const t = useText();
  return (
    <section className="guide" aria-label={t('shell.account')}>
      <p role="status">{t(isSubmitted ? 'shell.profileWaits' : 'shell.profileNeeded')}</p>
      <Button
        small
        look="primary"
        onClick={() => {
          openOverlay('account');
        }}
      >
        {t('shell.profileDo')}
      </Button>
    </section>
  );
}
