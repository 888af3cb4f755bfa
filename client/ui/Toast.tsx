// A short message that goes by itself; bad news stays until it is closed.

import { useText } from '../i18n/use-text.ts';
import { IconButton } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';

export interface ToastProps {
  readonly kind: 'info' | 'good' | 'doubt' | 'bad';
  readonly title: string;
  readonly words?: string | undefined;
  readonly onClose: () => void;
}

const ICONS: Readonly<Record<ToastProps['kind'], IconName>> = {
  info: 'bell',
  good: 'check',
  doubt: 'help',
  bad: 'warn',
};

export function Toast({ kind, title, words, onClose }: ToastProps) {
  const t = useText();
  return (
    <div className="toast" data-kind={kind} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[kind]} />
      <div>
        <b>{title}</b>
        {words !== undefined && words !== '' && <p>{words}</p>}
      </div>
      <IconButton icon="close" label={t('ui.close')} onClick={onClose} />
    </div>
  );
}
