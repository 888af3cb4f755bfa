// The records inside messages: arrays by position, without a kind.

import { REJECTS } from '../domain/reject.ts';
import { MAX_INT32, MAX_SAFE } from '../domain/units.ts';
import { f, within, type Field } from './schema-field.ts';

export const RECORDS = {
  topicAsk: [
    f('topic', 'str', 'Topic, see the grammar; `*` for the instrument means all.'),
    f('lastSeq', 'uint?', 'Trades only: continue after this seq where the server still has it.'),
  ],
  topicGrant: [
    f('topic', 'str', 'Topic as granted, parameters included.'),
    f('code', 'uint', '0, or the reject code for this one topic.'),
    f('topicId', 'uint', 'Number of the topic in market frames, 0 when refused.'),
    f('epoch', 'uint', 'Stream epoch: when it changes, forget what was built.'),
    f('seq', 'uint', 'Last seq sent on the topic; the snapshot follows with it.'),
    f('instrument', 'int', 'Instrument id, -1 where the topic has none.'),
    f('intervalMs', 'uint', 'Granted conflation interval.'),
    f('levels', 'uint', 'Granted depth levels, 0 full book; 0 for other channels.'),
  ],
  orderAsk: [
    within(
      'clientOrderId',
      'uint',
      1,
      MAX_SAFE,
      '1 to 2^53-1, unique per account.',
      REJECTS.badClientOrderId.code,
    ),
    within('instrument', 'uint', 0, MAX_INT32, 'Instrument id.', REJECTS.unknownInstrument.code),
    within('side', 'uint', 0, 1, '0 buy, 1 sell.'),
    within('type', 'uint', 0, 1, '0 limit, 1 market.'),
    within('tif', 'uint', 0, 4, '0 GTC, 1 IOC, 2 FOK, 3 DAY, 4 GTD.'),
    within(
      'price',
      'uint',
      0,
      MAX_INT32,
      'Ticks; 0 for a market order.',
      REJECTS.priceOffTick.code,
    ),
    within('qty', 'uint', 0, MAX_INT32, 'Lots.', REJECTS.qtyTooLarge.code),
    within('flags', 'uint', 0, 7, 'Bits: 1 post-only, 2 reduce-only, 4 cancel on disconnect.'),
    within('stp', 'uint', 0, 3, 'Self-trade: 0 expire taker, 1 maker, 2 both, 3 decrement.'),
    within(
      'expireSeconds',
      'uint',
      0,
      MAX_INT32,
      'GTD: seconds since 1970; else 0.',
      REJECTS.badExpiry.code,
    ),
  ],
  placed: [
    f('clientOrderId', 'uint', 'Client order id.'),
    f('code', 'uint', '0 handed to the engine, else the reject code; nothing was taken then.'),
  ],
  source: [
    f('name', 'str', 'As its operator calls it.'),
    f('kind', 'uint', '0 simulated, 1 recorded and played again, 2 an exchange as it happens.'),
    f('state', 'uint', '0 live, 1 silent for longer than it declares, 2 ended.'),
    f('silenceSeconds', 'uint', 'Declared: silent after so long without a word.'),
    f('instruments', 'ints', 'Instrument ids that it feeds; none: all.'),
  ],
  topicSeq: [f('topicId', 'uint', 'Topic.'), f('seq', 'uint', 'Its last seq.')],
  order: [
    f('orderId', 'uint', 'Order id.'),
    f('clientOrderId', 'uint', 'Client order id.'),
    f('instrument', 'uint', 'Instrument id.'),
    f('side', 'uint', '0 buy, 1 sell.'),
    f('type', 'uint', '0 limit, 1 market.'),
    f('tif', 'uint', '0 GTC, 1 IOC, 2 FOK, 3 DAY, 4 GTD.'),
    f('flags', 'uint', 'Bits: 1 post-only, 2 reduce-only, 4 cancel on disconnect.'),
    f('price', 'uint', 'Ticks; 0 for a market order.'),
    f('qty', 'uint', 'Lots in all.'),
    f('leaves', 'uint', 'Lots still open.'),
    f('filled', 'uint', 'Lots filled.'),
    f('status', 'uint', '0 open, 1 filled, 2 cancelled, 3 expired, 4 rejected.'),
    f('cause', 'uint', 'Why it ended (done causes), or the reject code; 0 while open.'),
    f('timeMicros', 'uint', 'Last change.'),
  ],
  balance: [
    f('asset', 'uint', 'Asset id.'),
    f('available', 'int', 'Minor units.'),
    f('held', 'int', 'Minor units.'),
  ],
  position: [
    f('instrument', 'uint', 'Instrument id.'),
    f('lots', 'int', 'Signed lots.'),
    f('costMinor', 'int', 'Cost in quote minor units; average = cost / lots.'),
    f('realisedMinor', 'int', 'Realised result in quote minor units, fees included.'),
  ],
  obligation: [
    f('instrument', 'uint', 'Instrument id.'),
    f('valueDate', 'uint', 'Days since 1970 on which it settles.'),
    f('lots', 'int', 'Lots to be received; negative: to be delivered.'),
    f(
      'moneyMinor',
      'int',
      'Quote minor units to be received; negative: to be paid. Fees included.',
    ),
  ],
  bar: [
    f('openSeconds', 'uint', 'Start of the bar.'),
    f('open', 'uint', 'Ticks.'),
    f('high', 'uint', 'Ticks.'),
    f('low', 'uint', 'Ticks.'),
    f('close', 'uint', 'Ticks.'),
    f('volume', 'uint', 'Lots.'),
    f('trades', 'uint', 'Count.'),
  ],
  limit: [f('name', 'str', 'Limit.'), f('value', 'uint', 'Value.')],
  asset: [
    f('id', 'uint', 'Asset id.'),
    f('code', 'str', 'Code.'),
    f('scale', 'uint', 'Decimals of its minor unit.'),
  ],
} as const satisfies Record<string, readonly Field[]>;
