// What the end-to-end tests of the office do again and again: fill in a form of a section, confirm what
// another person proposed, call REST as a demo user, buy at the market.

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { OrderType, Side, TimeInForce } from '../../shared/domain/order.ts';
import { PATIENCE } from './desk-hand.ts';
import type { ServerProcess } from './server-process.ts';
import type { StaffOffice } from './staff-office.ts';
import { WireUser } from './wire-user.ts';

/** The block of a section with this heading. */
export const block = (page: Page, heading: string): Locator =>
  page.locator('.section-page .block').filter({
    has: page.getByRole('heading', { name: heading, exact: true }),
  });

export const give = (page: Page, heading: string, label: string, value: string): Promise<void> =>
  block(page, heading).getByLabel(label, { exact: true }).fill(value, PATIENCE);

/** The second person confirms the newest proposal, which must read so. */
export async function confirm(office: StaffOffice, words: string | RegExp): Promise<void> {
  const page = await office.open('risk-2', 'Approvals');
  await page.getByRole('cell', { name: words }).first().waitFor(PATIENCE);
  await page.getByLabel('Reason', { exact: true }).fill('the board has decided', PATIENCE);
  await page.getByRole('button', { name: 'Confirm', exact: true }).first().click(PATIENCE);
  await page.getByText('Done.', { exact: true }).waitFor(PATIENCE);
  await page.context().close();
}

/** REST as a demo user: with a body it is a POST. The answer must be one. */
export async function call<T>(
  server: ServerProcess,
  user: string,
  path: string,
  body?: object,
): Promise<T> {
  const headers = {
    authorization: `Bearer ${await server.token(user)}`,
    'content-type': 'application/json',
  };
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers,
  });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
}

/** Buys the least of an instrument at the market, and waits for the fill. */
export async function buyLeast(
  server: ServerProcess,
  user: string,
  symbol: string,
  clientOrderId: number,
): Promise<void> {
  const instruments = await call<Instrument[]>(server, user, 'instruments');
  const { id, minQtyLots: qty } = instruments.find((one) => one.symbol === symbol)!;
  const trader = await WireUser.signIn(server, user);
  const terms = { instrument: id, side: Side.buy, qty, price: 0, clientOrderId };
  trader.place({ ...terms, type: OrderType.market, tif: TimeInForce.ioc });
  await trader.report('fill', clientOrderId);
  trader.cut();
}
