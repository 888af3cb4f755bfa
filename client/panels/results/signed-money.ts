// Results as text: the sign says what the colour says.

import { moneyText } from '../../ui/format.ts';

export function signedText(minor: number, scale: number): string {
  const text = moneyText(minor, scale);
  return minor > 0 ? `+${text}` : text;
}

export function directionOf(minor: number): 'up' | 'down' | 'flat' {
  return minor > 0 ? 'up' : minor < 0 ? 'down' : 'flat';
}
