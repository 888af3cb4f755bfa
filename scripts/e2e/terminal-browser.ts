// A terminal in a real browser for end-to-end tests, watched for console errors, exceptions and violations of
// the content policy.

import type { Browser, Page } from 'playwright-core';
import { chromiumPath, hasChromium } from '../launch-chromium.ts';

if (!hasChromium) {
  process.stderr.write(`not tested: the terminal in a browser; ${chromiumPath} is not there\n`);
}

/** A page at `url` in a context of its own; `complain` hears what went wrong in it. */
export async function openTerminal(
  browser: Browser,
  url: string,
  complain: (words: string) => void,
  viewport = { width: 1440, height: 900 },
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  page.on('pageerror', (error) => {
    complain(String(error));
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(url, { timeout: 60_000 });
  return page;
}
