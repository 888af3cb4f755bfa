// Public door for consumers: the words of the domain, the wire contract, the feed client.

export * from './domain/instrument.ts';
export * from './domain/order.ts';
export * from './domain/quote.ts';
export * from './domain/decimal.ts';
export * from './domain/reject.ts';
export * from './wire/schema.ts';
export * from './wire/topics.ts';
