// The close codes in words, for docs/protocol.md. A test holds them against the gateway's own table.

export interface CloseRow {
  readonly code: number;
  readonly means: string;
  readonly doNext: string;
}

function row(code: number, means: string, doNext: string): CloseRow {
  return { code, means, doNext };
}

export const CLOSE_ROWS: readonly CloseRow[] = [
  row(1000, 'You signed out.', 'Nothing.'),
  row(1007, 'Three frames were no messages.', 'Mend the client.'),
  row(1008, 'Refused for its rate again and again.', 'Slow down, then connect again.'),
  row(1009, 'A frame was larger than the limit.', 'Mend the client.'),
  row(1012, 'The server stops or restarts.', 'Connect again after a pause of random length.'),
  row(4001, 'No sign-in within the time stated.', 'Connect again and sign in at once.'),
  row(4002, 'The token has expired.', 'Get a new token, connect and resume.'),
  row(4003, 'The life of the connection is over.', 'Connect again at once and resume.'),
  row(4004, 'The session was ended: signed out, password or role changed.', 'Sign in anew.'),
  row(4008, 'Market data could not be delivered.', 'Read faster or subscribe to less.'),
  row(4009, 'Private frames piled up.', 'Connect again and resume.'),
];
