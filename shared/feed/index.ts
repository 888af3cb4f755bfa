// Public door of the feed: everything a consumer or a trading program needs, in Node or a browser.

export { createFeedClient } from './feed-client.ts';
export type { FeedClient, FeedOptions, Question } from './feed-client.ts';
export type { FeedListener, QuoteSink, TopicView } from './feed-listener.ts';
export type { CloseReason, FeedState, LossReason } from './feed-state.ts';
export type { Cancel, FeedHost, FeedSocket, OpenSocket, SocketEvents } from './host.ts';
export type { Book, BookLevels } from './book-builder.ts';
export type { TopicHealth } from './topic-stream.ts';
export type { AccountState, BalanceRecord, OrderRecord, PositionRecord } from './account-state.ts';
export { createTradeClient } from './trade-client.ts';
export type { AmendTerms, MassResult, TradeClient, TradeOptions } from './trade-client.ts';
export type { OrderTerms } from './order-desk.ts';
export { isDecided, isFinal } from './orders.ts';
export type { ChangeStage, OrderChange, OrderStage, PlaceResult, TrackedOrder } from './orders.ts';
export type { Answer } from './requests.ts';
export { clientOrderIds } from './client-order-ids.ts';
export type { IdStore } from './client-order-ids.ts';
export { backoffMs } from './backoff.ts';
