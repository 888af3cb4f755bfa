// What a start that is refused may say.

import { expect } from 'vitest';

/** One sentence for a person: no stack, no file of ours. */
export function expectOneSentence(words: string): void {
  const lines = words
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
  expect(lines).toHaveLength(1);
  expect(words).not.toMatch(/\bat .*\.ts:\d+/);
}
