// Identity in memory with the time, the post and the core in the hands of a test, behind the real REST
// handler, and browsers that keep their cookie.

import { Secret, TOTP } from 'otpauth';
import { stillOffice } from './still-office.ts';
import type { Role } from '../../shared/domain/role.ts';
import type { SecurityEvent } from '../identity/audit-port.ts';
import { createDemoAuthority } from '../identity/authority-demo.ts';
import { hashInPlace } from './hash-in-place.ts';
import { openIdentity, type Identity } from '../identity/identity.ts';
import { fleetingKeyRing, type KeyRing } from '../identity/key-ring.ts';
import type { Letter } from '../identity/mailer.ts';
import type { GateBudget } from '../identity/sign-in-gate.ts';
import type { KycPolicy } from '../identity/user-profile.ts';
import type { HttpHandler, HttpRequest } from '../gateway/socket.ts';
import { createHttpHandler } from '../http/http-server.ts';
import { createHealth } from '../ops/health.ts';
import { createLog } from '../ops/log.ts';
import { createQueries } from '../readmodel/queries.ts';
import { openStore } from '../readmodel/open-store.ts';
import { openLayoutBox } from '../settings/layout-box-sqlite.ts';
import { FakeBus } from './gateway-stage.ts';

export const ORIGIN = 'http://localhost:8787';
export const PASSWORD = 'correct horse battery';

export const WHOLE_PROFILE = {
  identity: {
    ...{ givenName: 'Zhang', familyName: 'Wei', birthDate: '1990-03-07', nationality: 'CN' },
    ...{ country: 'CN', street: 'Nanjing Lu 1', town: 'Shanghai', postalCode: '200000' },
    ...{ phone: '+86 138 0000 0000', taxNumber: '' },
  },
  suitability: { knowledge: 3, experience: 3, lossTolerance: 2, horizon: 3, income: 3 },
};

export interface StageOptions {
  readonly kyc?: KycPolicy;
  readonly file?: string;
  readonly ring?: KeyRing;
  readonly isSecure?: boolean;
  /** Left out: one that no test reaches, for the time of a stage stands still. */
  readonly budget?: GateBudget;
}

const LOOSE_BUDGET: GateBudget = {
  ...{ perSecond: 1e6, burst: 1e6, addressPerSecond: 1e6, addressBurst: 1e6 },
};

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export class IdentityStage {
  readonly letters: Letter[] = [];
  readonly audit: SecurityEvent[] = [];
  readonly failures: unknown[] = [];
  readonly bus = new FakeBus();
  readonly identity: Identity;
  readonly handler: HttpHandler;
  readonly demoToken: (user: string) => string;
  private readonly time: { ms: number };

  private constructor(identity: Identity, handler: HttpHandler, seen: Seen) {
    this.identity = identity;
    this.handler = handler;
    this.time = seen.time;
    this.demoToken = seen.demoToken;
    this.letters = seen.letters;
    this.audit = seen.audit;
    this.failures = seen.failures;
    this.bus = seen.bus;
  }

  static async open(options: StageOptions = {}): Promise<IdentityStage> {
    const demo = createDemoAuthority(new Uint8Array(32).fill(3), true);
    const seen: Seen = {
      time: { ms: 1_800_000_000_000 },
      ...{ letters: [], audit: [], failures: [], bus: new FakeBus() },
      // Tokens of the demo are judged by the clock of the machine.
      demoToken: (user) => (demo.issue(user, Date.now()) as { token: string }).token,
    };
    const ring = options.ring ?? fleetingKeyRing();
    const identity = await openIdentity({
      file: options.file ?? ':memory:',
      ...{ ring, hashes: hashInPlace(ring.pepper), budget: options.budget ?? LOOSE_BUDGET },
      mailer: {
        send(letter) {
          seen.letters.push(letter);
          return Promise.resolve();
        },
      },
      audit: { record: (event) => void seen.audit.push(event) },
      nowMs: () => seen.time.ms,
      kyc: options.kyc ?? 'auto',
      ...{ pageOrigin: ORIGIN, origins: [ORIGIN], bus: seen.bus, firstSourceSeq: 1, demo },
      failed: (error) => void seen.failures.push(error),
    });
    const queries = createQueries(await openStore(':memory:'));
    const handler = createHttpHandler({
      ...{ authority: demo, identity, isSecure: options.isSecure ?? false },
      ...{ queries, ...(await stillOffice(queries)) },
      layouts: openLayoutBox(':memory:'),
      issueDemoToken: (user) => demo.issue(user, Date.now()),
      health: createHealth(),
      metrics: undefined,
      files: () => undefined,
      log: createLog('silent'),
    });
    return new IdentityStage(identity, handler, seen);
  }

  nowMs(): number {
    return this.time.ms;
  }

  async passMs(ms: number): Promise<void> {
    this.time.ms += ms;
    await this.identity.sweep();
  }

  /** The token of the newest letter. */
  async linkToken(): Promise<string> {
    await this.identity.desk.settled();
    return /token=([\w-]+)/.exec(this.letters.at(-1)?.text ?? '')?.[1] ?? '';
  }

  browser(address = '10.0.0.1'): Browser {
    return new Browser(this, address);
  }

  /** A user who has registered, confirmed and signed in. */
  async signedIn(email: string, address = '10.0.0.1'): Promise<Browser> {
    const browser = this.browser(address);
    await browser.post('register', { email, password: PASSWORD, language: 'en' });
    await browser.post('confirm', { token: await this.linkToken() });
    await browser.signIn(email);
    return browser;
  }

  /** The same with a whole profile, so with an account. */
  async trader(email: string): Promise<Browser> {
    const browser = await this.signedIn(email);
    await browser.send('PUT', '/api/v1/identity/profile', WHOLE_PROFILE);
    return browser;
  }

  /** The same with another role, by password alone. */
  async promoted(email: string, role: Role): Promise<Browser> {
    const browser = await this.signedIn(email);
    const { user } = (await browser.get('me')).body;
    await this.identity.users.change(user as string, { role });
    await browser.post('sign-out');
    await browser.signIn(email);
    return browser;
  }

  /** The same with one-time codes, as staff has to. */
  async staff(email: string, role: Role): Promise<Browser> {
    const browser = await this.promoted(email, role);
    await this.enrol(browser);
    return browser;
  }

  /** Turns one-time codes on; the answer tells the code of now. */
  async enrol(browser: Browser): Promise<() => string> {
    const { secret } = (await browser.post('totp/begin')).body as { secret: string };
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = () => totp.generate({ timestamp: this.nowMs() });
    await browser.post('totp/confirm', { code: code() });
    return code;
  }
}

interface Seen {
  readonly time: { ms: number };
  readonly letters: Letter[];
  readonly audit: SecurityEvent[];
  readonly failures: unknown[];
  readonly bus: FakeBus;
  readonly demoToken: (user: string) => string;
}

/** A page of ours in a browser: it keeps the cookie and sends the headers that browsers send. */
export class Browser {
  cookie = '';
  readonly stage: IdentityStage;
  readonly address: string;

  constructor(stage: IdentityStage, address: string) {
    this.stage = stage;
    this.address = address;
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path.startsWith('/') ? path : `/api/v1/identity/${path}`);
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return this.send('POST', path.startsWith('/') ? path : `/api/v1/identity/${path}`, body);
  }

  signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.post('sign-in', { email, password });
  }

  /** `headers` are laid over those of the page; an empty one is left out. */
  async send(
    method: string,
    url: string,
    body?: object | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const whole: Record<string, string> = {
      ...{ host: 'localhost:8787', 'user-agent': 'Firefox', 'sec-fetch-site': 'same-origin' },
      ...(method === 'GET' ? {} : { origin: ORIGIN, 'x-openbell': '1' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== ''));
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
    const bytes = new TextEncoder().encode(body === undefined ? '' : text);
    return this.raw({ method, url, headers: sent, body: bytes, remote: this.address });
  }

  async raw(request: HttpRequest): Promise<Answer> {
    const answer = await this.stage.handler(request);
    const set = answer.headers['set-cookie'];
    if (set !== undefined) this.cookie = /^[^=]+=;/.test(set) ? '' : set.split(';', 1)[0]!;
    const text = Buffer.from(answer.body as Uint8Array).toString();
    const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
    const read: unknown = isJson ? JSON.parse(text) : { text };
    return { status: answer.status, body: read as Answer['body'], headers: answer.headers };
  }
}
