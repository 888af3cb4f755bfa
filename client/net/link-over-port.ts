// The page's end of the feed worker over any port.

import type { OrderMemory } from './order-memory.ts';
import type { LinkEvents, WorkerLink } from './link-contract.ts';
import type { LinkPort, PageMessage, WorkerMessage } from './worker-protocol.ts';

type IdBlock = { next: number; readonly to: number };
type Answer = WorkerMessage & { readonly is: 'answer' };
/** Frames that may be under way or taken since a frame of the page began. The worker leaves 4 ms between
 * them, so that it can send without a break for as long as a page takes that misses one of its frames;
 * a page that is hidden begins none, and is sent no more than these. */
const CREDIT = 6;
/** A further block is asked for when this few ids are left. */
const FEW_IDS = 200;

export function linkOverPort(user: string, port: LinkPort, memory: OrderMemory): WorkerLink {
  let listeners: readonly Partial<LinkEvents>[] = [];
  const blocks: IdBlock[] = [];
  const asked = new Map<number, (answer: never) => void>();
  let handles = 0;
  let questions = 0;
  let isAskingForIds = false;
  /** Frames that were never granted yet, and the buffers of those that were taken. */
  let ungranted = CREDIT;
  let spare: ArrayBuffer[] = [];

  const post = (message: PageMessage, transfer: readonly ArrayBuffer[] = []) =>
    port.post(message, transfer);

  function takeFrame(buffer: ArrayBuffer, length: number): void {
    const numbers = new Float64Array(buffer, 0, length);
    for (const one of listeners) one.frame?.(numbers);
    spare.push(buffer);
    ungranted += 1;
  }

  function receive(message: WorkerMessage): void {
    switch (message.is) {
      case 'frame':
        return takeFrame(message.buffer, message.length);
      case 'ids':
        isAskingForIds = false;
        // Put aside before the first of them is used.
        memory.raiseFloor(message.to);
        blocks.push({ next: message.from, to: message.to });
        return undefined;
      case 'answer':
        return settle(message);
      case 'orders':
        for (const { clientOrderId, stage } of message.rows) {
          if (stage !== 'pending' && stage !== 'unknown') memory.settle(clientOrderId);
        }
        break;
      default:
    }
    for (const one of listeners) one.message?.(message);
  }

  function settle({ id, answer }: Answer): void {
    const resolve = asked.get(id);
    asked.delete(id);
    resolve?.(answer as never);
  }

  function nextClientOrderId(): number | undefined {
    const block = blocks[0];
    if (block === undefined) return undefined;
    const id = block.next;
    block.next += 1;
    if (block.next === block.to) blocks.shift();
    const isFew = blocks.length < 2 && (blocks[0]?.to ?? 0) - (blocks[0]?.next ?? 0) < FEW_IDS;
    if (isFew && !isAskingForIds) post({ is: 'moreIds' });
    isAskingForIds ||= isFew;
    return id;
  }

  port.receive((message) => receive(message as WorkerMessage));
  post({ is: 'hello', user, idFloor: memory.idFloor(), inFlight: memory.inFlight() });

  return {
    user,
    nextClientOrderId,
    listen(events) {
      listeners = [...listeners, events];
      return () => {
        listeners = listeners.filter((one) => one !== events);
      };
    },
    grant() {
      if (ungranted === 0) return;
      post({ is: 'credit', frames: ungranted, buffers: spare }, spare);
      ungranted = 0;
      spare = [];
    },
    watch(interest) {
      handles += 1;
      post({ is: 'watch', handle: handles, interest });
      return handles;
    },
    unwatch: (handle) => post({ is: 'unwatch', handle }),
    place(terms) {
      memory.remember(terms);
      post({ is: 'place', terms });
    },
    cancel: (clientOrderId) => post({ is: 'cancel', clientOrderId }),
    amend: (clientOrderId, terms) => post({ is: 'amend', clientOrderId, terms }),
    ask(question, terms) {
      questions += 1;
      const id = questions;
      post({ is: 'ask', id, question, terms } as PageMessage);
      return new Promise((resolve) => asked.set(id, resolve));
    },
    interrupt: () => post({ is: 'interrupt' }),
    retry: () => post({ is: 'retry' }),
    signOut: () => post({ is: 'signOut' }),
    close() {
      listeners = [];
      post({ is: 'bye' });
      port.close();
    },
  };
}
