// What the server answers to a layout becomes an answer that the desk can act on, with the code of a refusal.

import { afterEach, expect, it, vi } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createLayoutClient } from './layout-client.ts';

const client = createLayoutClient(() => Promise.resolve('token'));
const answering = (status: number, body: string) => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
};
afterEach(() => vi.unstubAllGlobals());

it.each([
  [200, '{"revision":4}', { is: 'done', revision: 4 }],
  [409, '{"code":2018}', { is: 'conflict' }],
  [
    413,
    `{"code":${String(REJECTS.layoutTooLarge.code)}}`,
    { is: 'refused', code: REJECTS.layoutTooLarge.code },
  ],
  [
    400,
    `{"code":${String(REJECTS.tooManyLayouts.code)}}`,
    { is: 'refused', code: REJECTS.tooManyLayouts.code },
  ],
  [413, '<html>a proxy</html>', { is: 'refused', code: 0 }],
  [503, '', { is: 'away' }],
])('takes %i %s', async (status, body, answer) => {
  answering(status, body);
  expect(await client.put('mine', 0, {})).toEqual(answer);
});

it('is away without a token and without a network', async () => {
  const nobody = createLayoutClient(() => Promise.resolve(undefined));
  expect(await nobody.put('mine', 0, {})).toEqual({ is: 'away' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  expect(await client.put('mine', 0, {})).toEqual({ is: 'away' });
});
