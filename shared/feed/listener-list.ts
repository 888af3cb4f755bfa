// Many listeners as one: each call goes to every listener that wants it, in order of arrival.

import type { FeedListener } from './feed-listener.ts';

export interface ListenerList {
  readonly listener: Required<FeedListener>;
  listen(listener: FeedListener): () => void;
}

export function listenerList(): ListenerList {
  let all: readonly FeedListener[] = [];

  return {
    listener: {
      state: (state) => all.forEach((one) => one.state?.(state)),
      welcome: (message) => all.forEach((one) => one.welcome?.(message)),
      signedIn: (message) => all.forEach((one) => one.signedIn?.(message)),
      granted: (topic, grant) => all.forEach((one) => one.granted?.(topic, grant)),
      refused: (text, code) => all.forEach((one) => one.refused?.(text, code)),
      health: (topic) => all.forEach((one) => one.health?.(topic)),
      lost: (topic, count) => all.forEach((one) => one.lost?.(topic, count)),
      forgotten: (topic) => all.forEach((one) => one.forgotten?.(topic)),
      quote: (topic, update) => all.forEach((one) => one.quote?.(topic, update)),
      depth: (topic, book) => all.forEach((one) => one.depth?.(topic, book)),
      trade: (topic, update) => all.forEach((one) => one.trade?.(topic, update)),
      bar: (topic, update) => all.forEach((one) => one.bar?.(topic, update)),
      stats: (topic, update) => all.forEach((one) => one.stats?.(topic, update)),
      status: (topic, update) => all.forEach((one) => one.status?.(topic, update)),
      instrument: (topic, update) => all.forEach((one) => one.instrument?.(topic, update)),
      asset: (topic, update) => all.forEach((one) => one.asset?.(topic, update)),
      frame: (engineMicros, sendMicros) =>
        all.forEach((one) => one.frame?.(engineMicros, sendMicros)),
      account: (account) => all.forEach((one) => one.account?.(account)),
      report: (report, frame) => all.forEach((one) => one.report?.(report, frame)),
      caughtUp: () => all.forEach((one) => one.caughtUp?.()),
      notice: (notice) => all.forEach((one) => one.notice?.(notice)),
      message: (message) => all.forEach((one) => one.message?.(message)),
      disconnected: () => all.forEach((one) => one.disconnected?.()),
      tick: (nowMs) => all.forEach((one) => one.tick?.(nowMs)),
    },
    listen(listener) {
      all = [...all, listener];
      return () => {
        all = all.filter((one) => one !== listener);
      };
    },
  };
}
