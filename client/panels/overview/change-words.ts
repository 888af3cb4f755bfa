// The change of the day in words and as a direction: the sign says what the colour says.

import { changeText } from '../../ui/format.ts';
import type { Mover } from './market-overview.ts';

const SCALE = 1e8;

export const changeWords = ({ change }: Mover) => changeText(SCALE, SCALE * (1 + change));

export const directionOf = ({ change }: Mover) =>
  change > 0 ? 'up' : change < 0 ? 'down' : 'flat';
