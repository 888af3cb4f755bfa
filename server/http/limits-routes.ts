// Limits and fees: what holds, what is proposed, what is planned for a day to come.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Proposed } from '../operations/operations.ts';
import { Refusal } from './guard.ts';
import { BASE, byOf, DAY_MS, DoneSchema, One, orRefuse } from './operations-routes.ts';
import { ProposalSchema, Reason, type OperationsServices } from './operations-routes.ts';
import { serve } from './serve.ts';
import { INT_MAX, whole } from './whole.ts';

const figure = (highest: number) => z.number().int().min(0).max(highest).default(0);
const From = z.iso.date().optional().openapi({
  description: 'First business day (YYYY-MM-DD). Left out, or come already: from the confirmation.',
});
const LimitsBody = Reason.extend({
  from: From,
  account: z.number().int().min(0).openapi({ description: '0: the default of all.' }),
  instrument: z.number().int().min(-1).openapi({ description: '-1: all.' }),
  limits: z
    .strictObject({
      ...{ orderLots: figure(2 ** 31 - 1), orderNotional: figure(Number.MAX_SAFE_INTEGER) },
      positionLots: figure(Number.MAX_SAFE_INTEGER),
      ...{ buyBandBps: figure(1_000_000), sellBandBps: figure(1_000_000) },
      ...{ ordersPerSecond: figure(1_000_000), repeats: figure(63) },
      restricted: figure(2).openapi({ description: '1: may not trade it; 2: may after all.' }),
    })
    .openapi({ description: '0: this row says nothing of it.' }),
});
const ppm = z.number().int().min(0).max(1_000_000).openapi({ description: 'Parts per million.' });
const FeesBody = Reason.extend({
  from: From,
  ...{ instrument: z.number().int().min(0), makerFeePpm: ppm, takerFeePpm: ppm },
  extras: z
    .strictObject({
      ...{ buyDutyPpm: ppm, sellDutyPpm: ppm },
      minFeeMinor: z
        .number()
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .openapi({ description: 'Least commission of an order, quote minor units.' }),
    })
    .optional()
    .openapi({ description: 'Stamp duties and least commission; left out: as they are.' }),
});
const DiscountBody = Reason.extend({
  from: From,
  account: z.number().int().min(2),
  ...{ makerDiscountPpm: ppm, takerDiscountPpm: ppm },
});
const LimitsQuery = z.strictObject({
  account: whole(0, INT_MAX).optional().openapi({ description: '0: the default.' }),
  instrument: whole(-1, INT_MAX).optional().openapi({ description: '-1: all.' }),
});
const LimitRowSchema = z
  .object({
    ...{ account: z.number().int(), instrument: z.number().int() },
    limits: z.record(z.string(), z.number().int()).openapi({ description: 'Those that are set.' }),
  })
  .openapi('LimitRow');
const PlanSchema = z
  .object({
    ...{
      id: z.number().int(),
      what: z.enum(['limits.set', 'fees.set', 'discount.set']),
      object: z.string(),
    },
    payload: z.string().openapi({ description: 'The change as JSON.' }),
    from: z.string().openapi({ description: 'First business day, YYYY-MM-DD.' }),
    ...{ why: z.string(), proposedBy: z.string(), confirmedBy: z.string() },
    plannedMicros: z.number().int(),
    state: z.enum(['planned', 'begun', 'applied', 'refused', 'withdrawn']),
    endedMicros: z.number().int().openapi({ description: '0: not yet.' }),
  })
  .openapi('PlannedChange');

export function addLimitsRoutes(app: OpenAPIHono, services: OperationsServices): void {
  addChanges(app, services);
  addPlans(app, services);
  serve(app, {
    path: `${BASE}/limits`,
    summary: 'Limits that hold now, of an account, an instrument, or all of them.',
    ...{ query: LimitsQuery, answer: z.array(LimitRowSchema) },
    grant: ['setLimits', 'readAnyAccount'],
    run: async ({ query }) =>
      (await services.queries.limits(query)).map(({ account, instrument, figures }) => ({
        ...{ account, instrument, limits: JSON.parse(figures) as unknown },
      })),
  });
}

/** Both wait for another person. */
function addChanges(app: OpenAPIHono, services: OperationsServices): void {
  const { operations, queries } = services;
  const post = { method: 'post', answer: ProposalSchema } as const;
  const known = async (instrument: number): Promise<void> => {
    const isKnown = (await queries.instruments()).some(({ id }) => id === instrument);
    if (!isKnown) throw new Refusal(REJECTS.unknownInstrument);
  };
  serve(app, {
    ...{ ...post, path: `${BASE}/limits`, grant: 'setLimits', body: LimitsBody },
    summary: 'Proposes a row of limits; another person confirms it. Replaces the whole row.',
    async run(call) {
      const { account, instrument, limits, reason, from } = call.body;
      if (instrument !== -1) await known(instrument);
      const change = { account, instrument, row: limits, ...dayOf(from) };
      return orProposal(await operations.proposeLimits(byOf(call), change, reason));
    },
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/fees`, grant: 'setLimits', body: FeesBody },
    summary: 'Proposes the fees of an instrument; another person confirms them.',
    async run(call) {
      const { reason, from, extras, ...rates } = call.body;
      await known(rates.instrument);
      const fees = { ...rates, ...dayOf(from), ...(extras && { extras }) };
      return orProposal(await operations.proposeFees(byOf(call), fees, reason));
    },
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/discounts`, grant: 'setLimits', body: DiscountBody },
    summary: 'Proposes what an account has off the commission; another person confirms it.',
    async run(call) {
      const { reason, from, ...discount } = call.body;
      const change = { ...discount, ...dayOf(from) };
      return orProposal(await operations.proposeDiscount(byOf(call), change, reason));
    },
  });
}

function addPlans(app: OpenAPIHono, services: OperationsServices): void {
  const { operations } = services;
  serve(app, {
    path: `${BASE}/planned`,
    summary: 'Limits and fees with a date: those to come, and what became of the last hundred.',
    ...{ answer: z.array(PlanSchema), grant: 'setLimits' },
    run: () =>
      operations.planned().map(({ fromDay, sourceSeq: _number, ...plan }) => ({
        ...{ ...plan, from: new Date(fromDay * DAY_MS).toISOString().slice(0, 10) },
      })),
  });
  serve(app, {
    ...{ method: 'post', path: `${BASE}/planned/{id}/withdraw`, grant: 'setLimits' },
    summary: 'Takes a planned change back, until it holds.',
    ...{ body: Reason, params: One, answer: DoneSchema },
    run: async (call) =>
      orRefuse(await operations.withdrawPlan(byOf(call), call.params.id, call.body.reason)),
  });
}

function dayOf(date: string | undefined): { readonly from?: number } {
  return date === undefined ? {} : { from: Date.parse(`${date}T00:00:00Z`) / DAY_MS };
}

export function orProposal(answer: Proposed): unknown {
  if ('refusal' in answer) throw new Refusal(answer.refusal);
  return answer.proposal;
}
