// The check of texts finds words in components and keys without a text, and lets good code pass.

import { describe, expect, it } from 'vitest';
import { askedKeys, checkTexts, hardCodedWords } from './check-texts.ts';

describe('words in the code', () => {
  it.each([
    ['<b>Buy now</b>', 'Buy now'],
    ['<p>\n  Hello {name}\n</p>', 'Hello'],
    ['<Button title="Close it">{t(key)}</Button>', 'Close it'],
    ['<p>撤单</p>', '撤单'],
  ])('finds them in %s', (source, words) => {
    expect(hardCodedWords(source)).toEqual([words]);
  });

  it.each([
    '<b>{t("ticket.buy")}</b>',
    '<h1><Mark /> Openbell</h1>',
    'const small = (a: Map<string, Foo>) => Foo < 3;',
    '// <b>Words</b> in a comment',
    '<i aria-hidden="true">▲</i>',
  ])('leaves %s alone', (source) => {
    expect(hardCodedWords(source)).toEqual([]);
  });
});

describe('keys', () => {
  it('reads the keys that are asked for by name', () => {
    expect(askedKeys("t('ticket.buy', { qty }) + textNow('ui.none') + start('a.b')")).toEqual([
      'ticket.buy',
      'ui.none',
    ]);
  });

  it('passes the shell as it is', async () => {
    const files = ['TopBar', 'Palette', 'FootBar', 'Gallery', 'PanelHost', 'ProfileStrip'];
    expect(await checkTexts(files.map((name) => `client/app/${name}.tsx`))).toEqual([]);
  });
});
