// Port: letters to users. The embedded adapter writes them into a folder that the operator reads.

export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines end with \n. */
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the letter is on its way or lies where it is read. */
  send(letter: Letter): Promise<void>;
}
