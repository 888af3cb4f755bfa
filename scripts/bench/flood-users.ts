// The honest ones of the flood bench: each registers, confirms by letter, fills in a profile and signs in,
// all by REST from an address of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const PASSWORD = 'correct horse battery';
export const emailOf = (user: number): string => `user${String(user)}@example.com`;

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookie: string;
}

export interface Person {
  readonly port: number;
  readonly address: string;
  readonly cookie: string;
}

const PROFILE = {
  identity: {
    ...{ givenName: 'Zhang', familyName: 'Wei', birthDate: '1990-03-07', nationality: 'CN' },
    ...{ country: 'CN', street: 'Nanjing Lu 1', town: 'Shanghai', postalCode: '200000' },
    ...{ phone: '+86 138 0000 0000', taxNumber: '' },
  },
  suitability: { knowledge: 3, experience: 3, lossTolerance: 2, horizon: 3, income: 3 },
};

export function ask(from: Person, method: string, path: string, body: object): Promise<Answer> {
  const text = JSON.stringify(body);
  const { port, address: localAddress, cookie } = from;
  const headers = {
    ...{ origin: `http://127.0.0.1:${String(port)}`, 'x-openbell': '1' },
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    ...(cookie === '' ? {} : { cookie }),
  };
  const where = { host: '127.0.0.1', port, localAddress, path: `/api/v1/identity/${path}` };
  return new Promise((resolve, reject) => {
    const sent = request({ ...where, method, headers, agent: false }, (response) => {
      let answered = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (answered += part));
      response.on('end', () => {
        const set = response.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
        const read = JSON.parse(answered === '' ? '{}' : answered) as Answer['body'];
        resolve({ status: response.statusCode ?? 0, body: read, cookie: set });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** Asks again while it is told to wait. */
async function insist(from: Person, method: string, path: string, body: object): Promise<Answer> {
  for (;;) {
    const answer = await ask(from, method, path, body);
    if (answer.status < 300) return answer;
    if (answer.status !== 503 && answer.status !== 429) {
      throw new Error(`${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    }
    await sleep(200);
  }
}

/** Registers, confirms and signs in; one who trades has a profile, and an account in the order of calls. */
export async function makePerson(
  port: number,
  folder: string,
  user: number,
  trades: boolean,
): Promise<Person> {
  const stranger = { port, address: `127.1.0.${String(user + 1)}`, cookie: '' };
  const email = emailOf(user);
  await insist(stranger, 'POST', 'register', { email, password: PASSWORD, language: 'en' });
  await insist(stranger, 'POST', 'confirm', { token: await tokenFor(folder, email) });
  const { cookie } = await insist(stranger, 'POST', 'sign-in', { email, password: PASSWORD });
  const person = { ...stranger, cookie };
  if (trades) await insist(person, 'PUT', 'profile', PROFILE);
  return person;
}

export async function ticketOf(person: Person): Promise<string> {
  const { body } = await insist(person, 'POST', 'ws-ticket', {});
  return body['ticket'] as string;
}

/** Tries until it is in, at once after each refusal, as a person in a hurry would. */
export async function timeUntilIn(
  from: Person,
  user: number,
): Promise<{ ms: number; tries: number }> {
  const begunAt = performance.now();
  for (let tries = 1; ; tries++) {
    const { status } = await ask(from, 'POST', 'sign-in', {
      ...{ email: emailOf(user), password: PASSWORD },
    });
    if (status === 200) return { ms: performance.now() - begunAt, tries };
    if (status !== 503 && status !== 429) throw new Error(`sign-in: ${String(status)}`);
  }
}

/** Of the letter to that address; letters are written after the answer. */
async function tokenFor(folder: string, email: string): Promise<string> {
  const outbox = join(folder, 'outbox');
  for (let k = 0; k < 200; k++) {
    for (const name of readdirSync(outbox).filter((file) => file.endsWith('.eml'))) {
      const letter = readFileSync(join(outbox, name), 'utf8');
      const token = /token=([\w-]+)/.exec(letter)?.[1];
      if (letter.includes(`To: ${email}`) && token !== undefined) return token;
    }
    await sleep(20);
  }
  throw new Error(`no letter to ${email}`);
}
