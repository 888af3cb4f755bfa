// The last row of a table with a history: asks for older rows, or says that there are none.

import { useText } from '../i18n/use-text.ts';
import { Button } from './Button.tsx';
import type { Older } from './use-older.ts';

export function OlderButton({ older }: { readonly older: Older }) {
  const t = useText();
  if (older.state === 'all') return <span className="faint">{t('ui.table.noneOlder')}</span>;
  const words = {
    more: t('ui.table.older'),
    loading: t('ui.table.loading'),
    failed: t('ui.table.failed'),
  };
  return (
    <Button
      small
      look="quiet"
      disabled={older.state === 'loading'}
      onClick={() => void older.load()}
    >
      {words[older.state]}
    </Button>
  );
}
