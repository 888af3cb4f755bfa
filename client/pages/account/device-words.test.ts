import { expect, test } from 'vitest';
import { deviceWords } from './device-words.ts';

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${KHTML} Chrome/131.0.0.0 Safari/537.36`, 'Chrome 131 · Linux'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${KHTML} HeadlessChrome/131.0.0.0 Safari/537.36`, 'Chrome 131 · Linux'], // prettier-ignore
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51`, 'Edge 131 · Windows'], // prettier-ignore
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/129.0.0.0 Safari/537.36 OPR/115.0.0.0`, 'Opera 115 · Windows'], // prettier-ignore
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox 133 · macOS'], // prettier-ignore
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15', 'Safari 18 · macOS'], // prettier-ignore
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'Safari 18 · iPhone'], // prettier-ignore
  [`Mozilla/5.0 (Linux; Android 10; K) ${KHTML} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`, 'Samsung Internet 27 · Android'], // prettier-ignore
  ['curl/8.11.0', 'curl/8.11.0'],
  ['', ''],
])('%s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});
