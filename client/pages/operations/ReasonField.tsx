// The reason of what is done in a section, and what came of the last act.

import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/TextField.tsx';
import type { Act } from './use-act.ts';

export function ReasonField({ act }: { readonly act: Act }) {
  const t = useText();
  return (
    <div className="reason">
      <TextField
        label={t('operations.reason')}
        hint={t('operations.reasonHint')}
        maxLength={200}
        value={act.reason}
        onChange={act.setReason}
      />
      {act.outcome !== '' && (
        <p className={act.isRefused ? 'form-refusal' : 'form-done'} role="status">
          {act.outcome}
        </p>
      )}
    </div>
  );
}
