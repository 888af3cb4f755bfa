// The ws adapter fulfils the contract of the socket port.

import { createWsServer } from './socket-ws.ts';
import { socketContract } from './socket.contract.ts';

socketContract('ws', createWsServer);
