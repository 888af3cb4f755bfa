import { expect, test } from 'vitest';
import { REJECTS, type RejectRow } from '../../shared/domain/reject.ts';
import { VenueFacts } from './venue-facts.ts';
import type { WorkerMessage } from './worker-protocol.ts';

/** What pages are told of an error on the wire. */
function told({ code, name, field, retryable, words }: RejectRow, requestId = 0) {
  const all: WorkerMessage[] = [];
  const facts = new VenueFacts({
    defined: () => undefined,
    tell: (message) => all.push(message),
    later: () => undefined,
  });
  const error = { is: 'error', requestId, code, name, field, retryable, words, limit: 0 } as const;
  facts.listener().message?.({ ...error, retryAfterMs: 0 } as never);
  return all;
}

test('a refusal that names no request is told', () => {
  const { code } = REJECTS.rateLimited;
  expect(told(REJECTS.rateLimited)).toMatchObject([{ is: 'notice', kind: 'refusal', code }]);
});

test('one that names a request belongs to what asked', () => {
  expect(told(REJECTS.rateLimited, 7)).toEqual([]);
});

test('a token that holds no more is no news: the connection comes back with a new one or says that it is over', () => {
  expect(told(REJECTS.badToken)).toEqual([]);
});
