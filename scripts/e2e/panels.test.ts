// Every panel over the still market: a picture in both themes and both languages that must look as it did,
// and no fault of accessibility that axe finds. `GOLDEN=write npm test panels` draws the pictures anew.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, hasChromium, launchChromium } from '../launch-chromium.ts';
import { axeFaults } from './axe-faults.ts';
import { buildPanelPage, openPanel, type PanelFiles, type PanelLooks } from './panel-page.ts';

const LONG = 120_000;
const PANELS = [
  ...['watchlist', 'overview', 'chart', 'depth', 'tape', 'ladder', 'ticket', 'orders', 'life'],
  ...['fills', 'positions', 'balances', 'results', 'connection', 'notices'],
];
/** Rows become cards where a panel is as narrow as a phone. */
const CARDS = ['orders', 'fills', 'positions', 'balances'];
const SHOTS = join(import.meta.dirname, 'panels/shots');
const hasFont = existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc');
if (!hasChromium) process.stderr.write(`not tested: panels; ${chromiumPath} is not there\n`);
if (!hasFont) process.stderr.write('not compared: Chinese panels; fonts-noto-cjk is not there\n');
const isWriting = process.env['GOLDEN'] === 'write';
/** Ages and antialiasing differ by less than this share of the pixels; a lost column by far more. */
const SHARE_MAX = 0.01;

let files: PanelFiles;
let browser: Browser | undefined;
beforeAll(async () => {
  if (!hasChromium) return;
  files = await buildPanelPage();
  browser = await launchChromium();
}, LONG);
afterAll(() => browser?.close(), LONG);

/** Share of the pixels that differ; 1 when the sizes do. */
function difference(one: Buffer, other: Buffer): number {
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const count = pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.15 });
  return count / (a.width * a.height);
}

/** As it was drawn before, or draws it now. */
function expectAsDrawn(name: string, shot: Buffer): void {
  const file = join(SHOTS, `${name}.png`);
  if (isWriting) {
    mkdirSync(SHOTS, { recursive: true });
    writeFileSync(file, shot);
  }
  const share = difference(shot, readFileSync(file));
  if (share > SHARE_MAX) writeFileSync(join(tmpdir(), `openbell-${name}.png`), shot);
  expect(share).toBeLessThanOrEqual(SHARE_MAX);
}

async function picture(looks: PanelLooks): Promise<{ shot: Buffer; complaints: string[] }> {
  const complaints: string[] = [];
  const page = await openPanel(browser!, files, looks, (words) => complaints.push(words));
  const shot = await page.locator('.one-panel').screenshot();
  await page.context().close();
  return { shot, complaints };
}

async function faultsOf(looks: PanelLooks): Promise<string[]> {
  const page = await openPanel(browser!, files, looks);
  const faults = await axeFaults(page);
  await page.context().close();
  // The page around the panel is the test's own, without a heading of the first level.
  return faults.filter((words) => !words.startsWith('page-has-heading-one'));
}

describe.runIf(hasChromium)('every panel', () => {
  for (const panel of PANELS) {
    for (const theme of ['dark', 'light'] as const) {
      for (const lang of hasFont ? (['en', 'zh'] as const) : (['en'] as const)) {
        const name = `${panel}-${theme}-${lang}`;
        it(
          `looks as it did: ${name}`,
          async () => {
            const { shot, complaints } = await picture({ panel, theme, lang });
            expect(complaints).toEqual([]);
            expectAsDrawn(name, shot);
          },
          LONG,
        );
      }
    }
    it(
      `has no fault that axe finds: ${panel}`,
      async () => {
        expect(await faultsOf({ panel, theme: 'dark', lang: 'en' })).toEqual([]);
        expect(await faultsOf({ panel, theme: 'light', lang: 'zh', state: 'lost' })).toEqual([]);
      },
      LONG,
    );
  }

  for (const panel of ['ticket', 'depth']) {
    for (const looks of [
      { panel, theme: 'dark', lang: 'en', state: 'auction' },
      { panel, theme: 'light', lang: 'zh', state: 'auction' },
    ] as const) {
      const name = `${panel}-auction-${looks.theme}-${looks.lang}`;
      it.runIf(hasFont || looks.lang === 'en')(
        `says that its instrument is in an auction: ${name}`,
        async () => {
          const { shot, complaints } = await picture(looks);
          expect(complaints).toEqual([]);
          expectAsDrawn(name, shot);
          expect(await faultsOf(looks)).toEqual([]);
        },
        LONG,
      );
    }
  }

  for (const panel of CARDS) {
    for (const looks of [
      { panel, theme: 'dark', lang: 'en', phone: true },
      { panel, theme: 'light', lang: 'zh', phone: true },
    ] as const) {
      const name = `${panel}-phone-${looks.theme}-${looks.lang}`;
      it.runIf(hasFont || looks.lang === 'en')(
        `is cards on a phone, nothing to scroll sideways: ${name}`,
        async () => {
          const page = await openPanel(browser!, files, looks);
          const table = page.getByRole('grid');
          expect(await table.getByRole('row').nth(1).isVisible()).toBe(true);
          const over = await table.evaluate((box) => box.scrollWidth - box.clientWidth);
          const heights = await table
            .locator('.data-row button')
            .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
          const shot = await page.locator('.one-panel').screenshot();
          await page.context().close();
          expect(over).toBe(0);
          // A finger wants 44 px.
          expect(heights.filter((px) => px < 44)).toEqual([]);
          expectAsDrawn(name, shot);
          expect(await faultsOf(looks)).toEqual([]);
        },
        LONG,
      );
    }
  }

  it(
    'is told from another picture: the control',
    async () => {
      const { shot } = await picture({ panel: 'depth', theme: 'dark', lang: 'en', updown: 'red' });
      const { shot: other } = await picture({ panel: 'depth', theme: 'dark', lang: 'en' });
      expect(difference(shot, other)).toBeGreaterThan(SHARE_MAX);
    },
    LONG,
  );
});
