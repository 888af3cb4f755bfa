// Answers to one session: what the private stream of the account does not carry.

import { rejectByCode } from '../../shared/domain/reject.ts';
import type { ServerMessage } from '../../shared/wire/schema.ts';
import { CommandKind } from '../core/commands.ts';
import { E, EventKind } from '../core/events.ts';
import { echoed, type EventAt } from './order-report.ts';

export interface Answer {
  readonly session: number;
  readonly message: ServerMessage;
}

/** `replayed`, and a refusal of a command whose account has no private stream. */
export function answerOf({ words, slots, at, slotAt }: EventAt): Answer | undefined {
  const kind = words[at] & 0xff;
  if (kind !== EventKind.replayed && kind !== EventKind.rejected) return undefined;
  const session = words[at + E.session];
  if (session === 0) return undefined;
  const requestId = echoed(words[at + E.requestId]);
  const code = words[at + E.code];
  if (kind === EventKind.replayed) {
    const orderId = slots[slotAt + E.orderIdSlot];
    const clientOrderId = slots[slotAt + E.clientOrderIdSlot];
    return { session, message: { is: 'replayed', requestId, clientOrderId, orderId, code } };
  }
  if (words[at + E.privateSeq] > 0) return undefined;
  return { session, message: refusal(requestId, code) };
}

/** The client order id of a place command that this event answers, else 0. */
export function placedOf({ words, slots, at, slotAt }: EventAt): number {
  const kind = words[at] & 0xff;
  const answersPlace =
    kind === EventKind.accepted ||
    kind === EventKind.replayed ||
    (kind === EventKind.rejected && words[at + E.commandKind] === CommandKind.place);
  return answersPlace ? echoed(slots[slotAt + E.clientOrderIdSlot]) : 0;
}

function refusal(requestId: number, code: number): ServerMessage {
  const row = rejectByCode(code);
  return {
    is: 'error',
    requestId,
    code,
    name: row?.name ?? '',
    field: row?.field ?? '',
    retryable: row?.retryable ?? false,
    retryAfterMs: 0,
    limit: 0,
    words: row?.words ?? '',
  };
}
