// A button: plain, primary, dangerous, quiet, in the colours of a side, or only an icon.

import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet' | 'buy' | 'sell' | 'armed';
  readonly small?: boolean;
  readonly icon?: IconName;
}

export function Button({
  look = 'plain',
  small = false,
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  const size = small ? ' small' : '';
  return (
    <button type="button" {...rest} className={`button ${look}${size} ${className ?? ''}`.trim()}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  /** What it does, for the tooltip and for those who cannot see the icon. */
  readonly label: string;
}

export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={`icon-button ${className ?? ''}`.trim()}
    >
      <Icon name={icon} />
    </button>
  );
}
