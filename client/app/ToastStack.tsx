// The toasts, in a live region that is always there, so that the first one is spoken too.

import { useText } from '../i18n/use-text.ts';
import { Toast } from '../ui/Toast.tsx';
import { closeToast, toastStore } from './toast-store.ts';

export function ToastStack() {
  const t = useText();
  const toasts = toastStore((state) => state.toasts);
  return (
    <div className="toast-stack" role="region" aria-live="polite" aria-label={t('shell.messages')}>
      {toasts.map(({ id, kind, title, words }) => (
        <Toast
          key={id}
          kind={kind}
          title={title}
          words={words}
          onClose={() => {
            closeToast(id);
          }}
        />
      ))}
    </div>
  );
}
