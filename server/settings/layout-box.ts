// Port: the named layouts of every user, each with a revision that every change raises.

export interface KeptLayout {
  readonly name: string;
  readonly revision: number;
  /** JSON text, as the terminal gave it. */
  readonly body: string;
}

/** conflict: somebody changed it since; `revision` is what it has now, 0: it is gone · full: the user has
 * as many layouts as are kept. */
export type LayoutPut =
  | { readonly is: 'kept'; readonly revision: number }
  | { readonly is: 'conflict'; readonly revision: number }
  | { readonly is: 'full' };

export interface LayoutBox {
  list(user: string): readonly KeptLayout[];
  /** `revision` is the one that the change was made on, 0 for a new layout. */
  put(user: string, name: string, revision: number, body: string): LayoutPut;
  /** False: it has another revision now. A layout that is gone already is no conflict. */
  remove(user: string, name: string, revision: number): boolean;
  close(): void;
}
