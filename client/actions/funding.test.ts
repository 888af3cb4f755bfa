import { expect, it } from 'vitest';
import { csvPage } from './funding.ts';

const HEADING = 'time,entry,cause\r\n';

it('puts pages of the cash ledger behind each other with one heading', () => {
  const first = csvPage(`${HEADING}t,9.1,fee\r\nt,9.0,trade\r\n`, false);
  expect(first).toEqual({
    rows: `${HEADING}t,9.1,fee\r\nt,9.0,trade\r\n`,
    last: { count: 2, entry: '9.0' },
  });
  expect(csvPage(`${HEADING}t,8.0,fee\r\n`, true)).toEqual({
    rows: 't,8.0,fee\r\n',
    last: { count: 1, entry: '8.0' },
  });
  expect(csvPage(HEADING, true)).toEqual({ rows: '', last: { count: 0, entry: '' } });
});
