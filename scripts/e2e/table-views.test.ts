// A table in groups: a group is closed and opened, a view keeps the look under a name, and after a reload it
// is there again.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { PATIENCE } from './desk-hand.ts';
import { openTraderDesk, type TraderDesk } from './trader-desk.ts';

const LONG = 150_000;
let desk: TraderDesk;

beforeAll(async () => {
  if (hasChromium) desk = await openTraderDesk();
}, LONG);
afterAll(async () => {
  if (hasChromium) await desk.close();
}, LONG);

async function choose(item: string): Promise<void> {
  await desk.page.getByRole('button', { name: 'Groups and views' }).first().click(PATIENCE);
  const menu = desk.page.getByRole('menu', { name: 'Groups and views' });
  await menu.getByText(item, { exact: true }).click(PATIENCE);
}

const head = (name: RegExp) => desk.orders().getByRole('button', { name, expanded: true });
const lines = () => desk.orders().locator('.data-row').count();

describe.runIf(hasChromium)('a table in groups', () => {
  it(
    'closes a group, keeps the view and finds it again',
    async () => {
      await desk.say('buy 0.02 BTCUSDT 60500', /Buy 0\.0200 BTCUSDT/);
      await desk.send();
      await desk.row('60,500.00', /Working/).waitFor(PATIENCE);
      await desk.say('buy 10 HLXB 62', /Buy 10 HLXB/);
      await desk.send();
      await desk.row('62.00', /Working/).waitFor(PATIENCE);

      await choose('Group by Instrument');
      await head(/^HLXB 1$/).waitFor(PATIENCE);
      await head(/^BTCUSDT 1$/).click(PATIENCE);
      await expect.poll(lines, PATIENCE).toBe(1);

      await choose('Keep this view');
      await desk.page.keyboard.type('By instrument');
      await desk.page.keyboard.press('Enter');
      await choose('No groups');
      await expect.poll(lines, PATIENCE).toBe(2);

      await desk.page.reload();
      await desk.row('62.00', /Working/).waitFor(PATIENCE);
      await choose('By instrument');
      await head(/^BTCUSDT 1$/).waitFor(PATIENCE);
      expect(desk.complaints).toEqual([]);
    },
    LONG,
  );
});
