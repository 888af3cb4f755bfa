// From a stranger to a user: register, confirm, forgotten passwords, the first administrator. Who exists is
// never told (ASVS 5.0 6.3.8): same answer, same work.

import { REJECTS } from '../../shared/domain/reject.ts';
import { Role } from '../../shared/domain/role.ts';
import { createAttemptLimit, MAIL_RULES, type AttemptLimit } from './attempt-limit.ts';
import type { IdentityDesk, RequestOrigin } from './identity-desk.ts';
import { isAllowedPassword } from './password-rules.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { plainEmail } from './user-store.ts';

export interface Registration {
  register(ask: RegisterAsk, from: RequestOrigin): Promise<void>;
  confirm(token: string, from: RequestOrigin): Promise<void>;
  forgot(email: string, from: RequestOrigin): Promise<void>;
  reset(token: string, password: string, from: RequestOrigin): Promise<void>;
  /** At a start without administrators: writes the link that makes one. */
  inviteAdministrator(): Promise<boolean>;
  setUp(ask: SetUpAsk, from: RequestOrigin): Promise<void>;
}

export interface RegisterAsk {
  readonly email: string;
  readonly password: string;
  readonly language: string;
}
export interface SetUpAsk {
  readonly token: string;
  readonly email: string;
  readonly password: string;
}

/** No user has this address: the letter is for whoever runs the server. */
const OPERATOR = 'operator@localhost';

/** Throws unless the password may be used for this address. */
export async function demandAllowedPassword(password: string, email: string): Promise<void> {
  const own = [email, email.split('@', 1)[0]!, 'openbell'];
  if (!(await isAllowedPassword(password, own))) throw new Refusal(REJECTS.weakPassword);
}

export function createRegistration(desk: IdentityDesk): Registration {
  const { users, passwords, links, sessions, gate, nowMs } = desk;
  const limit = createAttemptLimit(MAIL_RULES);

  async function register({ email, password, language }: RegisterAsk, from: RequestOrigin) {
    const rank = gate.rankOf(from.address);
    passwords.demandRoom(rank);
    spend(limit, from.address, nowMs());
    await demandAllowedPassword(password, email);
    const passwordHash = await passwords.hash(password, rank);
    const fresh = { email, passwordHash, language, role: Role.trader, nowMs: nowMs() };
    const added = await users.add({ ...fresh, state: 'unconfirmed' });
    const known = added ?? (await users.byEmail(email));
    if (known === undefined) return;
    desk.note({ who: '', what: 'register', object: known.id, address: from.address, outcome: added === undefined ? 'taken' : 'done' }); // prettier-ignore
    if (known.state !== 'unconfirmed') {
      // The row that was not added is a write, and so is this one.
      await users.change(known.id, { state: known.state });
      desk.post(known, 'taken', 'reset');
      return;
    }
    // The letter that is confirmed is the last one, and so is the password.
    if (added === undefined) await users.change(known.id, { password_hash: passwordHash });
    desk.post({ ...known, language }, 'confirm', 'confirm');
  }

  async function confirm(token: string, from: RequestOrigin): Promise<void> {
    const id = await links.use(token, 'confirm', nowMs());
    if (id === undefined) throw new Refusal(REJECTS.badLink);
    await users.change(id, { state: 'active' });
    desk.note({ who: id, what: 'confirm', object: id, address: from.address, outcome: 'done' });
  }

  async function forgot(email: string, from: RequestOrigin): Promise<void> {
    spend(limit, from.address, nowMs());
    spend(limit, plainEmail(email), nowMs());
    const user = await users.byEmail(email);
    const outcome = user === undefined ? 'unknown' : 'done';
    const object = user?.id ?? '';
    desk.note({ who: '', what: 'password-forgot', object, address: from.address, outcome });
    desk.post(user, 'reset', 'reset');
  }

  async function reset(token: string, password: string, from: RequestOrigin): Promise<void> {
    spend(limit, from.address, nowMs());
    // The form first: a weak password must not cost the link.
    await demandAllowedPassword(password, '');
    const passwordHash = await passwords.hash(password, gate.rankOf(from.address));
    const id = await links.use(token, 'reset', nowMs());
    if (id === undefined) throw new Refusal(REJECTS.badLink);
    // Whoever reads the letter has the mailbox: that confirms it, too. A second factor stays asked for.
    const user = await users.byId(id);
    if (user === undefined || user.state === 'locked') throw new Refusal(REJECTS.badLink);
    await users.change(id, { password_hash: passwordHash, state: 'active' });
    await sessions.endAll(id);
    const address = from.address;
    desk.note({ who: id, what: 'password-reset', object: id, address, outcome: 'done' });
  }

  async function setUp({ token, email, password }: SetUpAsk, from: RequestOrigin) {
    spend(limit, from.address, nowMs());
    await demandAllowedPassword(password, email);
    const passwordHash = await passwords.hash(password, gate.rankOf(from.address));
    const invited = await links.use(token, 'setup', nowMs());
    // A letter that was left over must not make a second one.
    const isFirst = (await users.countOf(Role.administrator)) === 0;
    if (invited === undefined || !isFirst) throw new Refusal(REJECTS.badLink);
    const role = Role.administrator;
    const fresh = { email, passwordHash, language: 'en', role, nowMs: nowMs() };
    const added = await users.add({ ...fresh, state: 'active' });
    // The link is used up; the next start writes another.
    if (added === undefined) throw new Refusal(REJECTS.alreadySet);
    const event = { what: 'first-administrator', object: added.id, address: from.address };
    desk.note({ who: added.id, ...event, outcome: 'done' });
  }

  return {
    register,
    confirm,
    forgot,
    reset,
    async inviteAdministrator() {
      if ((await users.countOf(Role.administrator)) > 0) return false;
      // One name for all of them: a new letter voids the older ones.
      const operator = { id: 'setup', email: OPERATOR, language: 'en' };
      desk.post(operator, 'setup', 'setup');
      await desk.settled();
      return true;
    },
    setUp,
  };
}

/** One of the requests that an address, or a mailbox, has in a quarter of an hour. */
function spend(limit: AttemptLimit, key: string, nowMs: number): void {
  const waitMs = limit.waitMs(key, nowMs);
  if (waitMs > 0) throw new Refusal(REJECTS.tooManyAttempts, waitMs);
  limit.failed(key, nowMs);
}
