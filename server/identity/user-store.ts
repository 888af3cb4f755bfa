// The users: found by id, e-mail address or account; e-mail addresses sealed, found by their blind index.

import type { Role } from '../../shared/domain/role.ts';
import type { FieldCipher, Place } from './field-cipher.ts';
import type { IdentityStore } from './open-identity-store.ts';
import type { KycState } from '../../shared/domain/profile.ts';
import type { UserRow, UserState } from './identity-tables.ts';
import { randomId } from './random-token.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly role: Role;
  /** -1: none yet. */
  readonly account: number;
  readonly accountOpened: boolean;
  readonly state: UserState;
  readonly language: string;
  readonly kyc: KycState;
  readonly createdMs: number;
  readonly totpOn: boolean;
}

export interface NewUser {
  readonly email: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly language: string;
  readonly state: UserState;
  readonly nowMs: number;
}

type Change = Partial<Omit<UserRow, 'id' | 'email_sealed' | 'email_index'>>;

export interface UserStore {
  /** Undefined: the address is taken. */
  add(user: NewUser): Promise<User | undefined>;
  byId(id: string): Promise<User | undefined>;
  byEmail(email: string): Promise<User | undefined>;
  change(id: string, change: Change): Promise<void>;
  /** Newest first. `text`: an id or its beginning, an account number or a whole address; empty: all. */
  search(text: string, limit: number): Promise<User[]>;
  countOf(role: Role): Promise<number>;
  /** The account of the user, numbered now when there is none. */
  assignAccount(id: string): Promise<number>;
  unopenedAccounts(): Promise<number[]>;
  accountOpened(account: number): Promise<void>;
}

/** Accounts below belong to the venue, the demo and the makers of the market. */
const FIRST_CUSTOMER_ACCOUNT = 100;

/** One spelling per mailbox: the part before the @ is case-blind wherever people have one. */
export function plainEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

export const emailPlace = (id: string): Place => ({ table: 'user', row: id, column: 'email' });

export function createUserStore(store: IdentityStore, cipher: FieldCipher): UserStore {
  const indexOf = (email: string) => cipher.blindIndex('email', plainEmail(email));
  const read = (row: UserRow | undefined) => (row === undefined ? undefined : userOf(row, cipher));
  const users = () => store.selectFrom('user').selectAll();

  async function add({ email, passwordHash, role, language, state, nowMs }: NewUser) {
    const id = randomId('u');
    const result = await store
      .insertInto('user')
      .values({
        ...{ id, role, language, state, account: -1, account_opened: 0, kyc: 'none' },
        email_sealed: cipher.seal(emailPlace(id), email.trim()),
        email_index: indexOf(email),
        password_hash: passwordHash,
        created_ms: nowMs,
        ...{ totp_sealed: '', totp_on: 0, totp_step: 0 },
      })
      .onConflict((conflict) => conflict.column('email_index').doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows !== 1n) return undefined;
    return read(await users().where('id', '=', id).executeTakeFirst());
  }

  return {
    add,
    byId: async (id) => read(await users().where('id', '=', id).executeTakeFirst()),
    byEmail: async (email) =>
      read(await users().where('email_index', '=', indexOf(email)).executeTakeFirst()),
    async change(id, change) {
      await store.updateTable('user').set(change).where('id', '=', id).execute();
    },
    async search(text, limit) {
      let query = users().orderBy('created_ms', 'desc').limit(limit);
      if (/^\d+$/.test(text)) query = query.where('account', '=', Number(text));
      else if (text.includes('@')) query = query.where('email_index', '=', indexOf(text));
      // Ids are of the letters u, - and hexadecimal digits: whatever else is asked for is not there.
      else if (text !== '') query = query.where('id', '>=', text).where('id', '<', `${text}~`);
      return (await query.execute()).map((row) => userOf(row, cipher));
    },
    async countOf(role) {
      const counted = store.selectFrom('user').select((e) => e.fn.countAll<number>().as('rows'));
      const { rows } = await counted.where('role', '=', role).executeTakeFirstOrThrow();
      return rows;
    },
    assignAccount: (id) => assignAccount(store, id),
    async unopenedAccounts() {
      const rows = await store
        .selectFrom('user')
        .select('account')
        .where('account', '>=', FIRST_CUSTOMER_ACCOUNT)
        .where('account_opened', '=', 0)
        .execute();
      return rows.map(({ account }) => account);
    },
    async accountOpened(account) {
      const update = store.updateTable('user').set({ account_opened: 1 });
      await update.where('account', '=', account).execute();
    },
  };
}

/** One transaction: two users at the same moment get two numbers. */
function assignAccount(store: IdentityStore, id: string): Promise<number> {
  return store.transaction().execute(async (inside) => {
    const of = inside.selectFrom('user').select('account').where('id', '=', id);
    const { account } = await of.executeTakeFirstOrThrow();
    if (account >= 0) return account;
    const highest = await inside
      .selectFrom('user')
      .select((e) => e.fn.max<number>('account').as('account'))
      .executeTakeFirstOrThrow();
    const next = Math.max(FIRST_CUSTOMER_ACCOUNT, highest.account + 1);
    await inside.updateTable('user').set({ account: next }).where('id', '=', id).execute();
    return next;
  });
}

function userOf(row: UserRow, cipher: FieldCipher): User {
  return {
    id: row.id,
    email: cipher.open(emailPlace(row.id), row.email_sealed),
    passwordHash: row.password_hash,
    role: row.role as Role,
    account: row.account,
    accountOpened: row.account_opened === 1,
    state: row.state,
    language: row.language,
    kyc: row.kyc,
    createdMs: row.created_ms,
    totpOn: row.totp_on === 1,
  };
}
