// The hand of a trader at the terminal, for end-to-end tests: signs in, says sentences to the palette, sends
// by keyboard, and reads the blotter.

import type { Locator, Page } from 'playwright-core';

export const PATIENCE = { timeout: 30_000 };

export interface DeskHand {
  readonly page: Page;
  signIn(timeout?: number): Promise<void>;
  orders(): Locator;
  /** The newest row of the blotter that has all of these. */
  row(...texts: readonly (string | RegExp)[]): Locator;
  ticket(): Locator;
  openPalette(): Promise<void>;
  /** The palette reads the sentence and fills the ticket with it. */
  say(sentence: string, button: RegExp): Promise<void>;
  send(): Promise<void>;
  /** The desk says that it cannot be trusted. */
  warning(): Locator;
  connected(): Locator;
}

export function deskHand(page: Page): DeskHand {
  const orders = () => page.getByRole('grid', { name: 'Orders' });
  const ticket = () => page.locator('form.ticket');
  async function openPalette(): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Code, name, pinyin initials or a command').waitFor(PATIENCE);
  }
  return {
    ...{ page, orders, ticket, openPalette },
    async signIn(timeout = PATIENCE.timeout) {
      await page.getByText('Trader 1').first().waitFor({ timeout });
      await page.keyboard.press('1');
      await page.locator('.watch-body .watch-row').first().waitFor({ timeout });
    },
    row: (...texts) =>
      texts.reduce((rows, hasText) => rows.filter({ hasText }), orders().getByRole('row')).first(),
    async say(sentence, button) {
      await openPalette();
      await page.keyboard.type(sentence);
      await page.getByText('Fills in the ticket, sends nothing').waitFor(PATIENCE);
      await page.keyboard.press('Enter');
      await ticket().getByRole('button', { name: button }).waitFor(PATIENCE);
    },
    async send() {
      await ticket().getByLabel('Quantity').first().focus(PATIENCE);
      await page.keyboard.press('Control+Enter');
    },
    warning: () =>
      page
        .getByText('Do not trust prices until this is gone.')
        .or(
          page.getByText(
            'Prices are old. Orders cannot be sent; working orders stay at the venue.',
          ),
        )
        .first(),
    connected: () => page.getByText(/^Connected/).first(),
  };
}
