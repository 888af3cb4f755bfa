// Port: where security events go. Fulfilled by the audit log; the structured log stands in for it.

export interface SecurityEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Id of the user who acts; empty: nobody is signed in. */
  readonly who: string;
  /** Whose affairs they are, when not the actor's own. */
  readonly onBehalfOf?: string;
  /** What was done, as `sign-in` or `role-change`. */
  readonly what: string;
  /** On what: the id of a user, session or key. Never an e-mail address. */
  readonly object: string;
  /** The reason that the actor gave. */
  readonly why?: string;
  /** Network address of the actor; empty: the server itself. */
  readonly address: string;
  /** `done`, or the name of the refusal. */
  readonly outcome: string;
}

export interface Audit {
  record(event: SecurityEvent): void;
}
