// The uws adapter fulfils the contract of the socket port.

import { createUwsServer } from './socket-uws.ts';
import { socketContract } from './socket.contract.ts';

socketContract('uws', createUwsServer);
