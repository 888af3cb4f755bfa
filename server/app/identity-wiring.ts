// Users in place: the room of identity over its file, keys and outbox in the data folder.

import { join } from 'node:path';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Authority } from '../gateway/authority.ts';
import type { Audit as SecurityAudit } from '../identity/audit-port.ts';
import { openHashWorker } from '../identity/hash-worker.ts';
import type { HashWork } from '../identity/hash-work.ts';
import { openIdentity, type Identity } from '../identity/identity.ts';
import { addFieldKey, fleetingKeyRing, loadKeyRing } from '../identity/key-ring.ts';
import { createOutboxMailer } from '../identity/mailer-outbox.ts';
import type { Config } from './config.ts';
import type { House } from './house.ts';
import type { EngineRole } from './role-engine.ts';

/** Internal sources number their commands above everything of the runs before: epoch by epoch. */
const NUMBERS_PER_EPOCH = 2 ** 32;
const SWEEP_MS = 1_000;

/** True when browsers reach the server over TLS: its own, or that of a proxy in front of it. */
export function isServedSecurely({ tlsCert, publicOrigin }: Config): boolean {
  return tlsCert !== '' || publicOrigin.startsWith('https:');
}

/** `origins`: of the pages that may act for their users, the server's own first. */
export async function startIdentity(
  { config, log, lifecycle, metrics }: House,
  { bus, leaderEpoch }: EngineRole,
  demo: Authority,
  audit: AuditLog,
  origins: readonly string[],
): Promise<Identity> {
  const forgets = config.journal === 'memory';
  const nowMs = () => Date.now();
  const keys = join(config.data, 'keys');
  if (config.rotateKeys && !forgets) log.warn({ key: addFieldKey(keys) }, 'a new field key');
  const ring = forgets ? fleetingKeyRing() : loadKeyRing(keys);
  const identity = await openIdentity({
    file: forgets ? ':memory:' : join(config.data, 'identity.db'),
    ring,
    hashes: await hashesBeside(log, ring.pepper),
    mailer: createOutboxMailer(join(config.data, 'outbox'), nowMs),
    audit: auditOf(audit, log),
    ...{ nowMs, kyc: config.kyc, bus, demo, origins },
    pageOrigin: origins[0] ?? '',
    firstSourceSeq: leaderEpoch * NUMBERS_PER_EPOCH + 1,
    onRotated: (values) => {
      log.info({ values }, 'personal data sealed with the newest key');
    },
    failed: (error) => {
      log.error({ err: error }, 'identity could not finish what it had begun');
    },
  });
  const timer = setInterval(() => {
    identity.sweep().catch((error: unknown) => {
      log.error({ err: error }, 'sessions could not be swept');
    });
  }, SWEEP_MS);
  lifecycle.onStop('identity', () => {
    clearInterval(timer);
    return identity.close();
  });
  metrics.watch('identity', () => ({
    sessions: identity.sessions.count(),
    hashesWorking: identity.desk.passwords.figures().working,
    hashesWaiting: identity.desk.passwords.figures().waiting,
  }));
  await greet(config, identity, log);
  return identity;
}

function hashesBeside(log: House['log'], pepper: Uint8Array): Promise<HashWork> {
  return openHashWorker(pepper, {
    onUsualPriority() {
      log.warn('no priority of single threads here: passwords are hashed with the usual one');
    },
    onLost(error) {
      log.error({ err: error }, 'the thread of password hashes ended; another one follows');
    },
  });
}

/** Security events into the audit log. It stops the process when it cannot write, so nothing is lost by not
 * waiting for it. */
function auditOf(audit: AuditLog, log: House['log']): SecurityAudit {
  return {
    record({ at, who, ...event }) {
      const entry = { ...event, atMicros: at * 1_000, who: { user: who, role: '' } };
      // What strangers bring about does not get a sync of the disk each.
      const haste = who === '' ? 'soon' : 'now';
      audit.record(entry, haste).catch((error: unknown) => {
        log.error({ err: error, what: event.what }, 'a security event could not be audited');
      });
    },
  };
}

async function greet(config: Config, identity: Identity, log: House['log']): Promise<void> {
  if (!isServedSecurely(config)) {
    log.warn('no TLS: session cookies go without Secure; for this machine only');
  }
  if (config.demo) return;
  if (await identity.registration.inviteAdministrator()) {
    log.warn({ outbox: join(config.data, 'outbox') }, 'a letter in the outbox sets up the first administrator'); // prettier-ignore
  }
}
