// The table of rooms in ARCHITECTURE.md, from the same data as the check.

import { ROOMS } from '../rooms.ts';

const BEGIN = '<!-- rooms: begin -->';
const END = '<!-- rooms: end -->';

function roomsTable(): string {
  const rows = ROOMS.map(({ room, may, belongs }) => {
    const list = may.map((name) => `\`${name}\``).join(' ') || 'nothing';
    return `| \`${room}\` | ${belongs} | ${list} |`;
  });
  return ['| room | belongs | may import |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The page with its table brought up to date. */
export function withRoomsTable(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error('no marks for the rooms');
  return `${before}${BEGIN}\n\n${roomsTable()}\n\n${END}${after}`;
}
