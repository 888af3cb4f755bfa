// Between the socket port's plain requests and the Fetch objects that the router speaks.

import type { HttpRequest, HttpResponse } from '../gateway/socket.ts';

export type FetchHandler = (request: Request) => Promise<Response> | Response;

const BODYLESS = new Set(['GET', 'HEAD']);

export async function answerByFetch(
  request: HttpRequest,
  handler: FetchHandler,
): Promise<HttpResponse> {
  const { method, headers, body, remote } = request;
  // Routes do not ask for the host: what a client writes there must not make an error of ours. A path
  // of two slashes would name a host.
  const url = new URL(`http://localhost${request.url}`);
  const init: RequestInit = { method, headers: { ...headers, 'x-openbell-remote': remote } };
  if (!BODYLESS.has(method) && body.length > 0) init.body = Uint8Array.from(body);
  const response = await handler(new Request(url, init));
  const answered: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    answered[name] = value;
  });
  return {
    status: response.status,
    headers: answered,
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
