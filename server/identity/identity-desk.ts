// What every flow of this room works with: the stores, the post, the log of security events, the time.

import { setImmediate as afterAnswer } from 'node:timers/promises';
import type { FieldCipher } from './field-cipher.ts';
import type { Audit, SecurityEvent } from './audit-port.ts';
import { LINK_PATHS, type MailLinks } from './mail-links.ts';
import { letterOf, type LetterKind } from './letter-text.ts';
import type { LinkPurpose } from './identity-tables.ts';
import type { Mailer } from './mailer.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { SignInGate } from './sign-in-gate.ts';
import type { SessionHouse } from './live-sessions.ts';
import type { IdentityStore } from './open-identity-store.ts';
import type { UserStore } from './user-store.ts';

/** Where a request comes from. */
export interface RequestOrigin {
  /** Network address. */
  readonly address: string;
  /** The user agent. */
  readonly device: string;
}

export interface DeskParts {
  readonly store: IdentityStore;
  readonly cipher: FieldCipher;
  readonly users: UserStore;
  readonly sessions: SessionHouse;
  readonly passwords: PasswordHasher;
  readonly gate: SignInGate;
  readonly links: MailLinks;
  readonly mailer: Mailer;
  readonly audit: Audit;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Where the terminal is served, for links in letters. */
  readonly pageOrigin: string;
  /** Told of what failed after the answer was given. */
  readonly failed: (error: unknown) => void;
}

export interface IdentityDesk extends DeskParts {
  note(event: Omit<SecurityEvent, 'at'>): void;
  /**
   * Makes a link and writes its letter, after the answer: its time tells nothing about who exists. For nobody
   * the same link is made, which no letter carries.
   */
  post(to: Addressee | undefined, kind: LetterKind, purpose: LinkPurpose): void;
  /** Resolves when all letters are written. */
  settled(): Promise<void>;
}

export interface Addressee {
  readonly id: string;
  readonly email: string;
  readonly language: string;
}

/** No user has this id: a link of it leads nowhere. */
const NOBODY = 'nobody';

export function createIdentityDesk(parts: DeskParts): IdentityDesk {
  const { audit, nowMs, links, mailer, pageOrigin, failed } = parts;
  const writing = new Set<Promise<void>>();

  async function write(
    to: Addressee | undefined,
    kind: LetterKind,
    purpose: LinkPurpose,
  ): Promise<void> {
    await afterAnswer();
    const token = await links.make(to?.id ?? NOBODY, purpose, nowMs());
    if (to === undefined) return;
    const link = `${pageOrigin}${LINK_PATHS[purpose]}${token}`;
    await mailer.send({ to: to.email, ...letterOf(kind, to.language, link) });
  }

  return {
    ...parts,
    note(event) {
      audit.record({ at: nowMs(), ...event });
    },
    post(to, kind, purpose) {
      const work: Promise<void> = write(to, kind, purpose)
        .catch(failed)
        .finally(() => writing.delete(work));
      writing.add(work);
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}
