// A session that ends closes its sockets within a second, over both transports (r:S3, ASVS 7.4, H8).

import { afterEach, describe, expect, it } from 'vitest';
import { Role } from '../../shared/domain/role.ts';
import { CloseCode } from '../gateway/close-codes.ts';
import { createUwsServer } from '../gateway/socket-uws.ts';
import { createWsServer } from '../gateway/socket-ws.ts';
import { GatewayStage, SIGN_IN } from '../testing/gateway-stage.ts';
import { IdentityStage, PASSWORD, WHOLE_PROFILE, type Browser } from '../testing/identity-stage.ts';
import type { WireClient } from '../testing/wire-client.ts';

const WITHIN_MS = 1_000;
const gateways: GatewayStage[] = [];
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop();
});

async function rig(create: typeof createUwsServer) {
  const stage = await IdentityStage.open();
  const gateway = await GatewayStage.start({}, create, ['AAA'], stage.identity.authority);
  gateways.push(gateway);
  // Both live at the same time.
  await stage.passMs(gateway.clock.wallMicros() / 1_000 - stage.nowMs());
  const browser = await stage.trader('a@example.com');
  const open = async (by: Browser): Promise<WireClient> => {
    const { ticket } = (await by.post('ws-ticket')).body as { ticket: string };
    return gateway.signedIn(ticket);
  };
  return { stage, gateway, browser, open };
}

/** How long the socket lived after the act, and its close code. */
async function closing(client: WireClient, act: () => Promise<unknown>) {
  const started = performance.now();
  await act();
  const code = await client.closed();
  return { code, inTime: performance.now() - started < WITHIN_MS };
}

describe.each([
  ['uws', createUwsServer],
  ['ws', createWsServer],
] as const)('sockets of ended sessions over %s', (_name, create) => {
  it('close on sign-out, password change, role change, an operator, and idleness', async () => {
    const { stage, gateway, browser, open } = await rig(create);
    const id = (await browser.get('me')).body['user'] as string;
    const administrator = await stage.staff('adm@example.com', Role.administrator);
    const other = stage.browser('10.0.0.9');
    await other.signIn('a@example.com');
    const bystander = await stage.trader('b@example.com');
    const staying = await open(bystander);
    const users = `/api/v1/admin/users/${id}`;
    const again = () => browser.signIn('a@example.com');
    const ended = { code: CloseCode.sessionEnded, inTime: true };
    expect(await closing(await open(browser), () => browser.post('sign-out'))).toEqual(ended);
    await again();
    const change = () => other.post('password/change', { current: PASSWORD, next: PASSWORD });
    expect(await closing(await open(browser), change)).toEqual(ended);
    await again();
    const role = () => administrator.post(`${users}/role`, { role: Role.consumer });
    expect(await closing(await open(browser), role)).toEqual(ended);
    await again();
    const operator = () => administrator.send('DELETE', `${users}/sessions`);
    expect(await closing(await open(browser), operator)).toEqual(ended);
    await again();
    const client = await open(browser);
    await bystander.get('me');
    await stage.passMs(29 * 60_000);
    await bystander.get('me');
    expect(await closing(client, () => stage.passMs(60_000))).toEqual(ended);
    // Control: whose session goes on keeps the socket.
    expect([staying.closeCode, gateway.gateway.counters.connections]).toEqual([0, 1]);
  });

  it('close when the API key that opened them is revoked', async () => {
    const { stage, browser, open } = await rig(create);
    const key = { name: 'bot', kind: 'hmac' as const, scopes: ['read'] as const, addresses: [] };
    const { user } = (await browser.get('me')).body as { user: string };
    const { keys, tickets } = stage.identity;
    const expiresMs = stage.nowMs() + 86_400_000;
    const made = await browser.post('api-keys', { ...key, expiresMs });
    const { id } = made.body['key'] as { id: string };
    const own = await open(browser);
    const account = (await browser.get('me')).body['account'] as number;
    const current = () => ({ user, role: Role.trader, account, expiresMs, session: `key:${id}` });
    const { ticket } = tickets.issue(current, stage.nowMs());
    const client = await gateways[0]!.signedIn(ticket);
    const revoke = () => browser.send('DELETE', `/api/v1/identity/api-keys/${id}`);
    expect(await closing(client, revoke)).toEqual({ code: CloseCode.sessionEnded, inTime: true });
    expect(await keys.list(user)).toEqual([]);
    expect(own.closeCode).toBe(0);
  });

  it('may not trade before the profile is approved, nor with a key that only reads', async () => {
    const { stage, gateway, open } = await rig(create);
    const fresh = await stage.signedIn('c@example.com');
    const { ticket } = (await fresh.post('ws-ticket')).body as { ticket: string };
    const client = await gateway.connect();
    client.send({ ...SIGN_IN, token: ticket });
    expect(await client.next('signedIn')).toMatchObject({ account: -1, role: Role.trader });
    const cancel = { is: 'cancelAll', requestId: 5, instrument: -1, side: -1 } as const;
    client.send(cancel);
    expect((await client.next('error')).name).toBe('NOT_PERMITTED');
    // Control: after approval a new ticket carries the account and the right.
    await fresh.send('PUT', '/api/v1/identity/profile', WHOLE_PROFILE);
    const trading = await open(fresh);
    trading.send(cancel);
    trading.send({ is: 'ping', clientMicros: 0 });
    await trading.next('pong');
    expect(trading.all('error')).toEqual([]);
  });

  it('refuse a ticket that is used twice, on whichever connection', async () => {
    const { gateway, browser } = await rig(create);
    const { ticket } = (await browser.post('ws-ticket')).body as { ticket: string };
    const clients = await Promise.all([0, 1, 2, 3].map(() => gateway.connect()));
    for (const client of clients) client.send({ ...SIGN_IN, token: ticket });
    await Promise.all(clients.map((client) => Promise.race([client.next('signedIn'), client.next('error')]))); // prettier-ignore
    const signedIn = clients.filter((client) => client.all('signedIn').length === 1);
    expect(signedIn).toHaveLength(1);
  });
});
