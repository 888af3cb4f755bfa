// What strangers may ask of identity, before it is made a request of the router: refused by the address
// alone, in microseconds. And every refusal of a flood is kept back a second: whoever waits for answers
// before asking again is slowed down by their own connections, and the loop has orders to answer meanwhile.

import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest, HttpResponse } from '../gateway/socket.ts';
import type { SignInGate } from '../identity/sign-in-gate.ts';
import { refusalBody, refusalHeaders, refusalStatus } from './guard.ts';
import { IDENTITY } from './identity-request.ts';

export interface StrangerGate {
  readonly gate: SignInGate;
  /** How long a refusal for want of patience or room is kept back, ms. */
  readonly holdMs: number;
}

/** A held answer is a timer and a response; beyond this many they leave at once. */
const HELD_MAX = 2_000;
const TOO_MANY = 429;
const UNAVAILABLE = 503;

const STRANGER_PATHS: ReadonlySet<string> = new Set(
  [
    ...['register', 'confirm', 'set-up', 'password/forgot', 'password/reset', 'sign-in'],
    ...['second-factor', 'passkey-sign-in/begin', 'passkey-sign-in'],
  ].map((path) => `${IDENTITY}/${path}`),
);

/** `next` answers what is let in. */
export function beforeStrangers(
  { gate, holdMs }: StrangerGate,
  next: (request: HttpRequest, path: string) => Promise<HttpResponse>,
): (request: HttpRequest, path: string) => Promise<HttpResponse> {
  let held = 0;

  async function keepBack(response: HttpResponse): Promise<HttpResponse> {
    if (holdMs === 0 || held >= HELD_MAX) return response;
    held += 1;
    await sleep(holdMs, undefined, { ref: false });
    held -= 1;
    return response;
  }

  return async (request, path) => {
    if (request.method !== 'POST' || !STRANGER_PATHS.has(path)) return next(request, path);
    const refusal = gate.refusal(request.remote);
    if (refusal === undefined) {
      const response = await next(request, path);
      const isPressed = response.status === TOO_MANY || response.status === UNAVAILABLE;
      return isPressed ? keepBack(response) : response;
    }
    return keepBack({
      status: refusalStatus(refusal.row),
      headers: { 'content-type': 'application/json', ...refusalHeaders(refusal) },
      body: JSON.stringify(refusalBody(refusal)),
    });
  };
}
