// Questions with one answer: matches answers to questions by request id, and says so when none comes.

import type { ServerMessage } from '../wire/schema.ts';

/** answer: the message that names the request (an error is one too) · lost: the connection ended or
 * the time was up, nobody knows whether it was carried out. */
export type Answer =
  { readonly is: 'answer'; readonly message: ServerMessage } | { readonly is: 'lost' };

const ANSWER_MS = 10_000;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly dueMs: number;
}

export class Requests {
  readonly #waiting = new Map<number, Waiting>();

  wait(requestId: number, nowMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.set(requestId, { resolve, dueMs: nowMs + ANSWER_MS });
    });
  }

  receive(message: ServerMessage): void {
    if (!('requestId' in message)) return;
    this.#settle(message.requestId, { is: 'answer', message });
  }

  disconnected(): void {
    for (const requestId of [...this.#waiting.keys()]) this.#settle(requestId, { is: 'lost' });
  }

  tick(nowMs: number): void {
    for (const [requestId, { dueMs }] of [...this.#waiting]) {
      if (nowMs >= dueMs) this.#settle(requestId, { is: 'lost' });
    }
  }

  #settle(requestId: number, answer: Answer): void {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    waiting?.resolve(answer);
  }
}
