// HTTP of node:http as the requests and responses of the socket port.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainAddress } from './upgrade-headers.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './socket.ts';

export function answerNodeHttp(
  http: HttpHandler,
  bodyBytesMax: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    if (refused) return;
    size += chunk.length;
    if (size > bodyBytesMax) {
      refused = true;
      write(response, { status: 413, headers: { connection: 'close' }, body: '' });
      return;
    }
    chunks.push(chunk);
  });
  request.on('end', () => {
    if (refused) return;
    Promise.resolve(http(describe(request, Buffer.concat(chunks)))).then(
      (answer) => write(response, answer),
      () => write(response, { status: 500, headers: {}, body: '' }),
    );
  });
}

function describe(request: IncomingMessage, body: Buffer): HttpRequest {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const remote = plainAddress(request.socket.remoteAddress ?? '');
  return { method: request.method ?? 'GET', url: request.url ?? '/', headers, body, remote };
}

function write(response: ServerResponse, answer: HttpResponse): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, { ...answer.headers });
  response.end(answer.body);
}
