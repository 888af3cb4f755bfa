// REST of the named layouts: read all, keep one, remove one. They belong to the user, not to the account;
// whoever may look at the market may arrange the desk.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { LIMITS } from '../../shared/domain/limits.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { LayoutBox } from '../settings/layout-box.ts';
import { Refusal } from './guard.ts';
import { serve } from './serve.ts';
import { whole } from './whole.ts';

interface LayoutServices {
  readonly layouts: LayoutBox;
}

const PATH = '/api/v1/layouts';
const ONE = `${PATH}/{name}`;

const Name = z.string().trim().min(1).max(LIMITS.layoutNameMax);
const Revision = whole(0)
  .default(0)
  .openapi({ description: 'The revision that the change was made on; 0 for a new layout.' });
const Layout = z
  .record(z.string(), z.unknown())
  .refine((layout) => Object.keys(layout).length > 0, 'an empty one is none')
  .openapi({ description: 'What the terminal keeps; the server does not look into it.' });
const Kept = z.object({ name: z.string(), revision: z.number().int(), layout: Layout });
const KeptAt = z.object({ revision: z.number().int() });

export function addLayoutRoutes(app: OpenAPIHono, { layouts }: LayoutServices): void {
  const one = {
    path: ONE,
    grant: 'marketData',
    answer: KeptAt,
    params: z.object({ name: Name }),
    query: z.object({ revision: Revision }),
  } as const;
  serve(app, {
    ...{ path: PATH, grant: 'marketData', answer: z.object({ layouts: z.array(Kept) }) },
    summary: 'Named layouts of the user.',
    run: ({ principal: { user } }) => ({
      layouts: layouts.list(user).map(({ name, revision, body }) => {
        return { name, revision, layout: JSON.parse(body) as unknown };
      }),
    }),
  });
  serve(app, {
    ...{ ...one, method: 'put', body: Layout, summary: 'Keep a layout.' },
    run({ principal: { user }, params: { name }, query: { revision }, body }) {
      const text = JSON.stringify(body);
      if (Buffer.byteLength(text) > LIMITS.layoutBytes) throw new Refusal(REJECTS.layoutTooLarge);
      const put = layouts.put(user, name, revision, text);
      if (put.is === 'full') throw new Refusal(REJECTS.tooManyLayouts);
      if (put.is === 'conflict') throw new Refusal(REJECTS.layoutConflict);
      return { revision: put.revision };
    },
  });
  serve(app, {
    ...{ ...one, method: 'delete', summary: 'Remove a layout; its revision is 0 then.' },
    run({ principal: { user }, params: { name }, query: { revision } }) {
      if (!layouts.remove(user, name, revision)) throw new Refusal(REJECTS.layoutConflict);
      return { revision: 0 };
    },
  });
}
