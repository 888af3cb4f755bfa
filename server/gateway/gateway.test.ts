// The gateway behaves the same over both transports.

import { gatewayContract } from './gateway.contract.ts';
import { gatewayOrdersContract } from './gateway-orders.contract.ts';
import { createUwsServer } from './socket-uws.ts';
import { createWsServer } from './socket-ws.ts';

gatewayContract('uws', createUwsServer);
gatewayContract('ws', createWsServer);
gatewayOrdersContract('uws', createUwsServer);
gatewayOrdersContract('ws', createWsServer);
