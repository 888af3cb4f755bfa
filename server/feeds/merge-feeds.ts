// Several feeds as one, in order of receive time; on equal times the feed named first goes first.

import type { Feed, FeedEnd, FeedEvent, FeedProblem } from './feed.ts';

interface Head {
  readonly source: AsyncIterator<FeedEvent>;
  event: FeedEvent;
}

/** Ends when all have ended, with the first problem that any of them had. */
export async function* mergeFeeds(feeds: readonly Feed[]): AsyncGenerator<FeedEvent, void> {
  let heads: Head[] = [];
  for (const feed of feeds) {
    const source = feed.events()[Symbol.asyncIterator]();
    const first = await source.next();
    if (first.done !== true) heads.push({ source, event: first.value });
  }
  let problem: FeedProblem | undefined;
  let receiveMicros = 0;
  while (heads.length > 0) {
    const head = earliest(heads);
    const { event } = head;
    receiveMicros = Math.max(receiveMicros, event.receiveMicros);
    if (event.kind === 'end') problem ??= event.problem;
    else yield event;
    const next = await head.source.next();
    if (next.done === true) heads = heads.filter((other) => other !== head);
    else head.event = next.value;
  }
  yield { kind: 'end', receiveMicros, problem } satisfies FeedEnd;
}

function earliest(heads: readonly Head[]): Head {
  return heads.reduce((best, head) =>
    head.event.receiveMicros < best.event.receiveMicros ? head : best,
  );
}
