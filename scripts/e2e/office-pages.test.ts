// Every section of the account's and the operators' page in both languages: in words and not in keys, Chinese
// where Chinese was asked for, and without a fault of accessibility that axe finds.

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../launch-chromium.ts';
import { axeFaults } from './axe-faults.ts';
import { PATIENCE } from './desk-hand.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

const LONG = 150_000;
const LANGUAGES = ['en', 'zh'] as const;
type Language = (typeof LANGUAGES)[number];
/** A key of the texts that nobody translated. */
const KEY = /\b(?:account|bank|books|clearing|funding|operations|reject|ui)\.[a-z][\w.]*/i;
/** Words of the page itself, not names of rows: three English ones in a row are a sentence. */
const OWN_WORDS = 'h2, h3, h4, label, button, th[scope=col], p';
const ENGLISH = /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/;

let office: StaffOffice;

beforeAll(async () => {
  if (hasChromium) office = await openStaffOffice();
}, LONG);
afterAll(async () => {
  if (hasChromium) await office.close();
}, LONG);

/** Faults of the section that is open, with its name before each. */
async function faultsOf(page: Page, section: Locator, lang: Language): Promise<string[]> {
  const name = await section.innerText();
  const body = page.locator('.section-page [role="tabpanel"]');
  await page.locator('.section-page [aria-busy="true"]').waitFor({ ...PATIENCE, state: 'hidden' });
  await body.locator(OWN_WORDS).first().waitFor(PATIENCE);
  const words = await body.locator(OWN_WORDS).allInnerTexts();
  const keys = words.filter((text) => KEY.test(text));
  const english = lang === 'zh' ? words.filter((text) => ENGLISH.test(text)) : [];
  const axe = await axeFaults(page);
  return [...keys, ...english, ...axe].map((fault) => `${name}: ${fault}`);
}

async function faultsOfPage(page: Page, lang: Language): Promise<string[]> {
  const sections = page.locator('.section-page [role="tab"]');
  await sections.first().waitFor(PATIENCE);
  const faults: string[] = [];
  for (const section of await sections.all()) {
    await section.click(PATIENCE);
    faults.push(...(await faultsOf(page, section, lang)));
  }
  return faults;
}

describe.runIf(hasChromium)('pages beside the desk', () => {
  for (const lang of LANGUAGES) {
    it.each([
      ['trader-1', 'account'],
      ['risk', 'operations'],
      ['operations', 'operations'],
      ['operator', 'operations'],
      ['auditor', 'operations'],
    ] as const)(
      `are whole in ${lang}: %s, %s`,
      async (user, name) => {
        const page = await office.page(user, name, lang);
        expect(await faultsOfPage(page, lang)).toEqual([]);
        await page.context().close();
      },
      LONG,
    );
  }

  it('and a sentence that was forgotten would be seen: English asked for Chinese', async () => {
    const page = await office.page('auditor', 'operations', 'en');
    expect(await faultsOfPage(page, 'zh')).not.toEqual([]);
  });
});
