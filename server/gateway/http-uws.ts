// HTTP of uWebSockets.js as the requests and responses of the socket port.

import type * as uWS from 'uWebSockets.js';
import type { HttpRequest, HttpResponse } from './socket.ts';

/** Hands over the whole request, or says that its body passed the limit. `live` is false once the
 * client has gone: the response must not be touched then. */
export function readHttpRequest(
  response: uWS.HttpResponse,
  request: uWS.HttpRequest,
  bodyBytesMax: number,
  done: (read: HttpRequest | 'too large', live: () => boolean) => void,
): void {
  // The library reuses the request object when this call returns: everything is read here.
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  request.forEach((name, value) => {
    headers[name] = value;
  });
  // Without a question mark there is no query at all, whatever the types of the library say.
  const query = (request.getQuery() as string | undefined) ?? '';
  const url = query === '' ? request.getUrl() : `${request.getUrl()}?${query}`;
  const method = request.getCaseSensitiveMethod();
  const remote = Buffer.from(response.getRemoteAddressAsText()).toString();
  const chunks: Buffer[] = [];
  let size = 0;
  let gone = false;
  let answered = false;
  const live = (): boolean => !gone;
  response.onAborted(() => {
    gone = true;
  });
  response.onData((chunk, isLast) => {
    if (answered) return;
    size += chunk.byteLength;
    if (size > bodyBytesMax) {
      answered = true;
      done('too large', live);
      return;
    }
    chunks.push(Buffer.from(chunk.slice(0)));
    if (!isLast) return;
    answered = true;
    done({ method, url, headers, body: Buffer.concat(chunks), remote }, live);
  });
}

export function writeHttpResponse(response: uWS.HttpResponse, answer: HttpResponse): void {
  response.cork(() => {
    response.writeStatus(`${String(answer.status)} ${STATUS_WORDS[answer.status] ?? ''}`.trim());
    for (const [name, value] of Object.entries(answer.headers)) {
      // The library writes the length itself.
      if (name.toLowerCase() === 'content-length') continue;
      response.writeHeader(name, value);
    }
    // After 413 the rest of the body is still coming: only a new connection starts clean.
    response.end(answer.body, answer.status === 413);
  });
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
