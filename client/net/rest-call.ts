// One REST call of the page. The session is a cookie that scripts cannot read; every call that changes
// something carries a header that a form of another site cannot set (OWASP ASVS 5.0, 3.5.1-3.5.3).

/** Headers of whoever asks: a demo user shows a token, everyone else has the cookie. */
export function callerHeaders(bearer: string): Record<string, string> {
  const own = { 'x-openbell': '1' };
  return bearer === '' ? own : { ...own, authorization: `Bearer ${bearer}` };
}

/** Why a call was refused: a row of the one table of refusals, or that the server is away. */
export interface Refused {
  /** Code of the reject table; 0: the server gave no answer. */
  readonly code: number;
  /** Name of the row, for the words of this language. */
  readonly name: string;
  /** The field to look at; empty where no single one is at fault. */
  readonly field: string;
}

export type Answered<T> =
  { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Refused);

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const AWAY = { ok: false, code: 0, name: 'AWAY', field: '' } as const;

/** `bearer`: of a demo user; everyone else has the cookie. */
export async function restCall<T>(
  method: Method,
  path: string,
  body?: unknown,
  bearer = '',
): Promise<Answered<T>> {
  const headers = callerHeaders(bearer);
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`/api/v1/${path}`, { method, headers, ...text });
    if (!response.ok) return await refusalOf(response);
    return { ok: true, value: (await readJson(response)) as T };
  } catch {
    // An edge: the server is away; whoever asked says so and may ask again.
    return AWAY;
  }
}

/** A file that the server makes, or why it does not. */
export async function restFile(path: string, bearer: string): Promise<Answered<RestFile>> {
  try {
    const response = await fetch(`/api/v1/${path}`, { headers: callerHeaders(bearer) });
    if (!response.ok) return await refusalOf(response);
    const given = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
    return { ok: true, value: { name: given?.[1] ?? '', content: await response.blob() } };
  } catch {
    // As above: the server is away.
    return AWAY;
  }
}

export interface RestFile {
  /** As the server calls it; empty: it does not. */
  readonly name: string;
  readonly content: Blob;
}

async function refusalOf(response: Response): Promise<{ readonly ok: false } & Refused> {
  const given = ((await readJson(response)) ?? {}) as Partial<Refused>;
  const { code = 0, name = 'AWAY', field = '' } = given;
  return { ok: false, code, name, field };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}
