// The two fields of a new password.

import { useText } from '../../i18n/use-text.ts';
import { TextField } from '../../ui/TextField.tsx';
import { newPasswordFault, PASSWORD_MAX, PASSWORD_MIN, repeatFault } from './welcome-forms.ts';

export interface NewPasswordProps {
  readonly password: string;
  readonly again: string;
  readonly isMarked: boolean;
  readonly onPassword: (text: string) => void;
  readonly onAgain: (text: string) => void;
}

export function NewPassword(props: NewPasswordProps) {
  const { password, again, isMarked, onPassword, onAgain } = props;
  const t = useText();
  const limits = { min: PASSWORD_MIN, max: PASSWORD_MAX };
  const fault = isMarked ? newPasswordFault(password) : undefined;
  const differs = isMarked ? repeatFault(password, again) : undefined;
  return (
    <>
      <TextField
        label={t('welcome.newPassword')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={onPassword}
        hint={t('welcome.passwordHint', limits)}
        error={fault && t(`welcome.fault.${fault}`, limits)}
      />
      <TextField
        label={t('welcome.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={onAgain}
        error={differs && t(`welcome.fault.${differs}`)}
      />
    </>
  );
}
