// The state of the connection as a value: what a screen shows and a program decides by.

/** Why a connection ended or was given up. */
export type LossReason =
  | { readonly is: 'closed'; readonly code: number; readonly words: string }
  | { readonly is: 'mute' }
  | { readonly is: 'noWelcome' }
  | { readonly is: 'badFrame' }
  | { readonly is: 'privateGap' }
  | { readonly is: 'noToken' }
  /** Asked for by the program. */
  | { readonly is: 'interrupted' }
  | { readonly is: 'refused'; readonly code: number };

export type CloseReason =
  | { readonly is: 'user' }
  /** The server refuses the sign-in for good: a code of shared/domain/reject.ts. */
  | { readonly is: 'refused'; readonly code: number }
  | { readonly is: 'protocol'; readonly granted: string };

export type FeedState =
  | { readonly is: 'idle' }
  | { readonly is: 'connecting'; readonly attempt: number }
  | { readonly is: 'live' }
  /** Connected, but nothing was heard since `sinceMs` (clock of the host): do not trust prices. */
  | { readonly is: 'stale'; readonly sinceMs: number }
  | {
      readonly is: 'reconnecting';
      readonly attempt: number;
      readonly retryAtMs: number;
      readonly reason: LossReason;
    }
  | { readonly is: 'closed'; readonly reason: CloseReason };
