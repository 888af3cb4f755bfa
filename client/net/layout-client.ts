// The named layouts of the user over REST.

import { callerHeaders } from './rest-call.ts';

export interface ServerLayout {
  readonly name: string;
  readonly revision: number;
  readonly layout: unknown;
}

/** conflict: it was changed elsewhere since · refused: the server does not keep it, by a reject code (0: it
 * gave none) · away: not now. */
export type LayoutAnswer =
  | { readonly is: 'done'; readonly revision: number }
  | { readonly is: 'refused'; readonly code: number }
  | { readonly is: 'conflict' | 'away' };

export interface LayoutClient {
  /** undefined: it could not be read now. */
  list(): Promise<readonly ServerLayout[] | undefined>;
  put(name: string, revision: number, layout: unknown): Promise<LayoutAnswer>;
  remove(name: string, revision: number): Promise<LayoutAnswer>;
}

/** `bearer` as of `restCall`; undefined: nobody can be asked for now. */
export function createLayoutClient(bearerNow: () => Promise<string | undefined>): LayoutClient {
  async function request(path: string, init: RequestInit): Promise<Response | undefined> {
    const bearer = await bearerNow();
    if (bearer === undefined) return undefined;
    try {
      const headers = callerHeaders(bearer);
      if (init.body !== undefined) headers['content-type'] = 'application/json';
      return await fetch(`/api/v1/layouts${path}`, { ...init, headers });
    } catch {
      // An edge: the server is away; the copy in the browser stands until it is back.
      return undefined;
    }
  }

  async function change(name: string, revision: number, init: RequestInit): Promise<LayoutAnswer> {
    const path = `/${encodeURIComponent(name)}?revision=${String(revision)}`;
    const response = await request(path, init);
    if (response === undefined || response.status >= 500) return { is: 'away' };
    if (response.status === 409) return { is: 'conflict' };
    if (!response.ok) return { is: 'refused', code: await refusalCode(response) };
    return { is: 'done', revision: ((await response.json()) as { revision: number }).revision };
  }

  return {
    async list() {
      const response = await request('', {});
      if (response?.ok !== true) return undefined;
      return ((await response.json()) as { layouts: readonly ServerLayout[] }).layouts;
    },
    put: (name, revision, layout) =>
      change(name, revision, { method: 'PUT', body: JSON.stringify(layout) }),
    remove: (name, revision) => change(name, revision, { method: 'DELETE' }),
  };
}

async function refusalCode(response: Response): Promise<number> {
  try {
    const { code } = (await response.json()) as { code?: unknown };
    return typeof code === 'number' ? code : 0;
  } catch {
    // An edge: something between us and the server answered in its own words.
    return 0;
  }
}
