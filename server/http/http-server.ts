// Everything that is not a socket: REST, health, metrics and the terminal's files, on the same port.

import type { HttpHandler, HttpRequest, HttpResponse } from '../gateway/socket.ts';
import type { Health } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { answerByFetch } from './fetch-adapter.ts';
import { createRoutes, type RestServices } from './routes.ts';
import { SECURITY_HEADERS, TLS_HEADERS } from './security-headers.ts';
import type { StaticFiles } from './static-files.ts';
import { beforeStrangers } from './stranger-gate.ts';

export interface HttpServices extends RestServices {
  readonly health: Health;
  /** undefined: metrics and health are not served. */
  readonly metrics: Metrics | undefined;
  readonly files: StaticFiles;
  readonly log: Log;
  /** How long refusals of a flood of sign-ins are kept back, ms; absent: not at all. */
  readonly holdMs?: number;
}

export function createHttpHandler(services: HttpServices): HttpHandler {
  const routes = createRoutes(services);
  const { files, log, isSecure, identity, holdMs = 0 } = services;
  const byRoutes = (request: HttpRequest) => answerByFetch(request, (asked) => routes.fetch(asked));
  const answerApi =
    identity === undefined
      ? byRoutes
      : beforeStrangers({ gate: identity.desk.gate, holdMs }, byRoutes);
  const always = isSecure === true ? { ...SECURITY_HEADERS, ...TLS_HEADERS } : SECURITY_HEADERS;

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    const path = request.url.split('?', 1)[0]!;
    const operations = await answerOperations(path, services);
    if (operations !== undefined) return operations;
    if (path.startsWith('/api/')) {
      const answered = await answerApi(request, path);
      // Answers of an account lie in no cache, neither the browser's nor one on the way (ASVS 14.3.2).
      return { ...answered, headers: { ...answered.headers, 'cache-control': 'no-store' } };
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return text(405, 'Method not allowed');
    return files(path) ?? text(404, 'Not found');
  }

  return async (request) => {
    try {
      const response = await answer(request);
      return { ...response, headers: { ...response.headers, ...always } };
    } catch (error) {
      log.error({ err: error, url: request.url.split('?', 1)[0] }, 'a request failed');
      return { ...text(500, 'The server failed to answer'), headers: { ...always } };
    }
  };
}

async function answerOperations(
  path: string,
  { metrics, health }: HttpServices,
): Promise<HttpResponse | undefined> {
  if (metrics === undefined) return undefined;
  if (path === '/health/live') return jsonOf(health.live());
  if (path === '/health/ready') return jsonOf(health.ready());
  if (path !== '/metrics') return undefined;
  const body = await metrics.text();
  return { status: 200, headers: { 'content-type': metrics.contentType }, body };
}

function jsonOf({ status, body }: { status: number; body: string }): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

function text(status: number, words: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: words };
}
