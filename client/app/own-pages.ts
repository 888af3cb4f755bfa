// Menu items of the user's own pages: the operators' desk where the role has one, the account, settings.

import { useText } from '../i18n/use-text.ts';
import type { MenuItem } from '../ui/Menu.tsx';
import { openOverlay } from './overlay-store.ts';
import { useIsStaff } from './use-is-staff.ts';

export function useOwnPages(): readonly MenuItem[] {
  const t = useText();
  const isStaff = useIsStaff();
  const item = (id: 'operations' | 'account' | 'prefs', keys?: string): MenuItem => ({
    id,
    label: t(`shell.${id}`),
    ...(keys === undefined ? {} : { keys }),
    onSelect: () => {
      openOverlay(id);
    },
  });
  return [...(isStaff ? [item('operations')] : []), item('account'), item('prefs', 'Ctrl ,')];
}
