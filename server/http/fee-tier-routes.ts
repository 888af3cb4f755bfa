// Fee tiers: the table and the last run for staff, and what a trader is told of the own account.

import { z, type OpenAPIHono } from '@hono/zod-openapi';
import { REJECTS } from '../../shared/domain/reject.ts';
import { Refusal } from './guard.ts';
import { orProposal } from './limits-routes.ts';
import { BASE, byOf, DAY_MS, One, ProposalSchema, Reason } from './operations-routes.ts';
import type { OperationsServices } from './operations-routes.ts';
import { serve } from './serve.ts';

const TIERS_MAX = 20;
const int = () => z.number().int();
const ppm = int().min(0).max(1_000_000).openapi({ description: 'Parts per million of the fee.' });
const Discount = { makerDiscountPpm: ppm, takerDiscountPpm: ppm };
const Tier = z
  .strictObject({
    fromMinor: int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .openapi({ description: 'Volume of thirty days from which it holds, minor units.' }),
    ...Discount,
  })
  .openapi('FeeTier');
const rises = (tiers: readonly { readonly fromMinor: number }[]) =>
  tiers.every(({ fromMinor }, k) => k === 0 || fromMinor > tiers[k - 1]!.fromMinor);
const TableBody = Reason.extend({
  from: z.iso.date().optional().openapi({
    description: 'First business day. Left out, or come already: the next one that is run.',
  }),
  asset: int().min(0).openapi({ description: 'Currency in which volume is counted.' }),
  tiers: z
    .array(Tier)
    .max(TIERS_MAX)
    .refine(rises, 'each tier is above the one before it')
    .openapi({ description: 'Rising; none: nobody has anything off by volume.' }),
});
const day = () => int().openapi({ description: 'Days since 1970-01-01.' });
const currencies = z.array(int()).openapi({ description: 'Currencies without a rate: counted 0.' });
const Row = z.object({
  ...{ account: int(), volumeMinor: int(), missing: currencies, tier: int(), ...Discount },
  outcome: z.enum(['same', 'byHand', 'sent']),
  state: z.enum(['planned', 'begun', 'applied', 'refused', 'withdrawn', '']),
});
const ViewSchema = z
  .object({
    tables: z.array(
      z.object({
        ...{ id: int(), fromDay: day(), asset: int(), tiers: z.array(Tier) },
        ...{ why: z.string(), proposedBy: z.string(), confirmedBy: z.string() },
      }),
    ),
    run: z
      .object({
        ...{ day: day(), table: int(), asset: int(), tiers: z.array(Tier), ranMicros: int() },
        rates: z.array(z.object({ asset: int(), instrument: int(), ticks: int() })),
        rows: z.array(Row),
      })
      .optional(),
    byHand: z.array(int()).openapi({ description: 'Accounts that keep what two persons set.' }),
  })
  .openapi('FeeTiers');
const OwnSchema = z
  .object({
    ...{ account: int(), asset: int(), tiers: z.array(Tier), ...Discount },
    isByHand: z.boolean(),
    ran: z.object({ day: day(), tier: int(), volumeMinor: int() }).optional(),
    volumeMinor: int().openapi({ description: 'Up to now, for the next business day.' }),
    ...{ missing: currencies, nextTier: int() },
  })
  .openapi('OwnFeeTier');

export function addFeeTierRoutes(app: OpenAPIHono, services: OperationsServices): void {
  const { operations, queries } = services;
  const { tiers: desk } = operations;
  const post = { method: 'post', answer: ProposalSchema } as const;
  serve(app, {
    path: '/api/v1/fee-tier',
    summary: 'What the account has off the commission, its volume of thirty days, and the tiers.',
    ...{ answer: OwnSchema, grant: 'readAccount' },
    run: ({ account }) => desk.own(account, Date.now() * 1_000),
  });
  serve(app, {
    path: `${BASE}/fee-tiers`,
    summary: 'Tables of the fee tiers, the last run, and the accounts that are set by hand.',
    ...{ answer: ViewSchema, grant: ['setLimits', 'readAnyAccount'] },
    run: () => desk.view(),
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/fee-tiers`, grant: 'setLimits', body: TableBody },
    summary: 'Proposes the table of the fee tiers; another person confirms it.',
    async run(call) {
      const { reason, from, ...table } = call.body;
      const isKnown = (await queries.assets()).some(({ id }) => id === table.asset);
      if (!isKnown) throw new Refusal({ ...REJECTS.badField, field: 'asset' });
      const dated = from === undefined ? {} : { from: Date.parse(`${from}T00:00:00Z`) / DAY_MS };
      return orProposal(await desk.proposeTable(byOf(call), { ...table, ...dated }, reason));
    },
  });
  serve(app, {
    ...{ ...post, path: `${BASE}/discounts/{id}/release`, grant: 'setLimits', body: Reason },
    summary: 'Proposes that an account has its tier again in place of what was set by hand.',
    params: One,
    run: async (call) =>
      orProposal(await desk.proposeRelease(byOf(call), call.params.id, call.body.reason)),
  });
}
