// A whole number in a query or a path: digits and a sign. Nothing empty and no other way to write a number
// passes for one: `Number('')` is 0.

import { z } from '@hono/zod-openapi';

const DIGITS = /^-?\d{1,16}$/;
export const INT_MAX = 2 ** 31 - 1;

export const whole = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(DIGITS)
    .transform(Number)
    .pipe(z.number().int().min(min).max(max))
    .openapi({ type: 'integer', minimum: min, maximum: max });
