// One user intent: sign in as a demo user.

export type SignedIn = { readonly ok: true } | { readonly ok: false; readonly why: 'already' };
