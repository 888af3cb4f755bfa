// A panel with nothing to show: what that means and what to do about it.

import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export interface EmptyProps {
  readonly title: string;
  readonly words?: string;
  readonly icon?: IconName;
  /** An error or a missing permission is said at once; an empty list is not. */
  readonly urgent?: boolean;
  readonly action?: ReactNode;
}

export function Empty({ title, words, icon, urgent = false, action }: EmptyProps) {
  return (
    <div className="empty" role={urgent ? 'alert' : undefined} data-urgent={urgent || undefined}>
      {icon !== undefined && <Icon name={icon} />}
      <p className="empty-title">{title}</p>
      {words !== undefined && <p className="empty-words">{words}</p>}
      {action}
    </div>
  );
}

/** Grey bars in the place of rows that are loading. */
export function Loading({ rows = 6, label }: { readonly rows?: number; readonly label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, k) => (
        <i key={k} data-width={(k * 7) % 4} />
      ))}
    </div>
  );
}
