// Adapter of the mail port: RFC 5322 files in a folder, readable by the operator of this machine only.

import { chmodSync, mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../../shared/domain/assert.ts';
import type { Letter, Mailer } from './mailer.ts';
import { randomId } from './random-token.ts';

const FROM = 'Openbell <no-reply@openbell.invalid>';

export function createOutboxMailer(folder: string, nowMs: () => number): Mailer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return {
    async send(letter) {
      // Names sort by time, and no two are the same.
      const name = `${String(nowMs())}-${randomId('mail')}`;
      const part = join(folder, `${name}.part`);
      const file = await open(part, 'wx', 0o600);
      try {
        await file.writeFile(letterText(letter, name, nowMs()));
      } finally {
        await file.close();
      }
      // A reader of *.eml finds whole letters only.
      await rename(part, join(folder, `${name}.eml`));
    },
  };
}

/** The letter as RFC 5322 text: CRLF, 7-bit headers (RFC 2047), body in UTF-8. */
export function letterText({ to, subject, text }: Letter, id: string, nowMs: number): string {
  const controls = [...`${to}${subject}`].some((c) => c < ' ' || c === '\u007f');
  assert(!controls, 'a header of a letter holds a control character');
  const date = new Date(nowMs).toUTCString().replace('GMT', '+0000');
  return [
    `Date: ${date}`,
    `From: ${FROM}`,
    `To: ${to}`,
    `Subject: ${headerWords(subject)}`,
    `Message-ID: <${id}@openbell.invalid>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text.split('\n'),
    '',
  ].join('\r\n');
}

function headerWords(text: string): string {
  const isPlain = [...text].every((c) => c < '\u007f');
  return isPlain ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}
