// One REST call of staff: by the demo user's token, or by the cookie of whoever has an account.

import { restCall, type Answered } from '../net/rest-call.ts';
import { restBearer } from './current-link.ts';

export async function officeCall<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answered<T>> {
  return restCall<T>(method, path, body, (await restBearer()) ?? '');
}
