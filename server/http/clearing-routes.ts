// Clearing: deliveries that fail, their buy-in, and what a fail costs.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { PENALTY_PPM_MAX } from '../../shared/domain/calendars/settlement-fails.ts';
import { ASSET_CLASS_NAMES } from '../../shared/domain/instrument.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { orProposal } from './limits-routes.ts';
import { Refusal } from './guard.ts';
import {
  BASE,
  byOf,
  ProposalSchema,
  Reason,
  type OperationsServices,
} from './operations-routes.ts';
import { serve } from './serve.ts';

const int = () => z.number().int();
const word = () => int().max(2 ** 31 - 1);
const FailingSchema = z
  .object({
    ...{ account: int(), instrument: int(), lots: int(), moneyMinor: int() },
    valueDate: int().openapi({ description: 'When it is tried next, days since 1970-01-01.' }),
    failedSince: int().openapi({ description: 'Value date since which it fails.' }),
    penaltyMinor: int().openapi({ description: 'Penalties paid so far, less those received.' }),
    due: int().openapi({ description: 'Business day from which it may be bought in.' }),
    isDue: z.boolean(),
  })
  .openapi('FailingDelivery');
const BuyInBody = Reason.extend({
  ...{ account: word().min(2), instrument: word().min(0), lots: word().min(1) },
  price: word().min(0).default(0).openapi({
    description: 'Ticks, within a fifth of the reference price; 0: the reference price.',
  }),
  agent: word().min(0).default(0).openapi({
    description: 'Account that sells; 0: nobody, the receivers get cash in place of the lots.',
  }),
});
const rate = int().min(0).max(PENALTY_PPM_MAX);
const Rates = z
  .strictObject({ stock: rate, bond: rate, fund: rate, fx: rate, crypto: rate })
  .openapi('PenaltyRates', { description: 'Parts per million of the value for a day.' });

export function addClearingRoutes(app: OpenAPIHono, services: OperationsServices): void {
  const { operations, queries } = services;
  const post = { method: 'post', answer: ProposalSchema } as const;
  serve(app, {
    path: `${BASE}/failing-deliveries`,
    summary: 'What accounts fail to deliver, the oldest first, and when it may be bought in.',
    ...{ answer: z.array(FailingSchema) },
    grant: ['runBusinessDay', 'readAnyAccount'],
    run: () => operations.failing(),
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/buy-ins`, grant: 'runBusinessDay', body: BuyInBody },
    summary: 'Proposes to buy in what an account fails to deliver; another person confirms it.',
    async run(call) {
      const { reason, ...buyIn } = call.body;
      const isKnown = (await queries.instruments()).some(({ id }) => id === buyIn.instrument);
      if (!isKnown) throw new Refusal(REJECTS.unknownInstrument);
      return orProposal(await operations.proposeBuyIn(byOf(call), buyIn, reason));
    },
  });
  serve(app, {
    path: `${BASE}/penalty-rates`,
    summary: 'What a delivery that fails costs, by kind of what is traded.',
    ...{ answer: Rates },
    grant: ['runBusinessDay', 'setLimits', 'readAnyAccount'],
    async run() {
      const rows = await queries.penaltyRates();
      const ppmOf = (kind: number): number =>
        rows.find(({ asset_class }) => asset_class === kind)?.ppm ?? 0;
      return Object.fromEntries(ASSET_CLASS_NAMES.map((name, kind) => [name, ppmOf(kind)]));
    },
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/penalty-rates`, grant: 'setLimits' },
    summary: 'Proposes what a delivery that fails costs; another person confirms it.',
    body: Reason.extend({ rates: Rates }),
    run: async (call) =>
      orProposal(await operations.proposePenalties(byOf(call), call.body.rates, call.body.reason)),
  });
}
