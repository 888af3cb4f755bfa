// Nominal numbers: a brand that no other brand shares, erased at run time.

declare const brand: unique symbol;

export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
