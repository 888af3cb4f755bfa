// Both transports keep to RFC 6455.

import { createUwsServer } from './socket-uws.ts';
import { createWsServer } from './socket-ws.ts';
import { violationsContract } from './violations.contract.ts';

const MISREAD =
  'read as if it were masked: four payload bytes become a mask, the strict decoder refuses it';

violationsContract('uws', createUwsServer, {
  'unmasked text': MISREAD,
  'unmasked binary': MISREAD,
  'unmasked ping': MISREAD,
  'unmasked close': MISREAD,
  'binary inside a text':
    'the payloads are joined into one message, which the strict decoder judges',
});
violationsContract('ws', createWsServer);
