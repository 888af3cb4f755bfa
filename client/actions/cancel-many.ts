// One user intent: cancel all open orders, or those of an instrument and a side, in one message.

import type { CancelledMany } from '../state/desk-context.ts';
import { tradingLink } from './current-link.ts';

export async function cancelMany(
  filter: { readonly instrument?: number; readonly side?: number } = {},
): Promise<CancelledMany> {
  const link = tradingLink();
  if (typeof link === 'string') return { ok: false, why: link, code: 0 };
  const { instrument = -1, side = -1 } = filter;
  const result = await link.ask('cancelAll', { instrument, side });
  if (result.is === 'refused') return { ok: false, why: 'refused', code: result.code };
  if (result.is === 'unknown') return { ok: false, why: 'unknown', code: 0 };
  return { ok: true, cancelled: result.cancelled, more: result.more };
}
