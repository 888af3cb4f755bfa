// One user intent: have the same layouts everywhere. The server's copy, for whoever is signed in.

import { createLayoutClient } from '../net/layout-client.ts';
import { restBearer } from './current-link.ts';

export type { LayoutAnswer, LayoutClient, ServerLayout } from '../net/layout-client.ts';

export const sharedLayouts = createLayoutClient(restBearer);
