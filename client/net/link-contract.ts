// What the page can do with the feed worker, and what it hears of it.

import type {
  Interest,
  PageQuestions,
  QuestionName,
  WorkerAnswers,
  WorkerMessage,
  WorkerPlace,
} from './worker-protocol.ts';

export type LinkMessage = Exclude<
  WorkerMessage,
  { readonly is: 'frame' } | { readonly is: 'answer' } | { readonly is: 'ids' }
>;

export interface LinkEvents {
  /** Low-rate truth, in order. */
  message(message: LinkMessage): void;
  /** A market frame; its numbers are valid during the call. */
  frame(numbers: Float64Array): void;
}

export interface WorkerLink {
  readonly user: string;
  /** Adds a listener; the answer takes it away again. */
  listen(events: Partial<LinkEvents>): () => void;
  /** A frame of the page begins: the worker may send a few market frames until the next one does. */
  grant(): void;
  /** Watches; the answer is the handle under which frames and truths speak of it. */
  watch(interest: Interest): number;
  unwatch(handle: number): void;
  /** An id that no other order of this user has; undefined before the worker gave some. */
  nextClientOrderId(): number | undefined;
  place(terms: WorkerPlace): void;
  cancel(clientOrderId: number): void;
  amend(clientOrderId: number, terms: { readonly price?: number; readonly qty?: number }): void;
  ask<Q extends QuestionName>(question: Q, terms: PageQuestions[Q]): Promise<WorkerAnswers[Q]>;
  /** Gives the connection up and makes a new one. */
  interrupt(): void;
  /** Ends the wait for the next attempt to connect; a connection that stands is left alone. */
  retry(): void;
  /** Signs out; other windows of the same user are signed out with it. */
  signOut(): void;
  /** Leaves the worker; it goes on for other windows. */
  close(): void;
}
