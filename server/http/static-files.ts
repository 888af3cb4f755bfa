// The built terminal from memory: every file is read once at start, so no path is ever resolved.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { HttpResponse } from '../gateway/socket.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

export type StaticFiles = (path: string) => HttpResponse | undefined;

/** Files under `folder` by their URL path; `/` is index.html. An absent folder serves nothing. */
export function loadStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, HttpResponse>();
  if (existsSync(folder)) {
    for (const file of walk(folder)) {
      const path = `/${relative(folder, file).split(sep).join('/')}`;
      // Names in assets/ carry a hash of their content.
      const immutable = path.startsWith('/assets/');
      const response: HttpResponse = {
        status: 200,
        headers: {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
        body: readFileSync(file),
      };
      files.set(path, response);
      if (path === '/index.html') files.set('/', response);
    }
  }
  return (path) => files.get(path);
}

function* walk(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}
