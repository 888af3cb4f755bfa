// Random valid messages of every kind, made from the plans of the schema.

import {
  CLIENT_PLANS,
  REPORT_PLANS,
  SERVER_PLANS,
  Step,
  UPDATE_PLANS,
  type FieldPlan,
  type Plans,
} from '../../shared/wire/message-plan.ts';
import type { ClientMessage, ServerMessage } from '../../shared/wire/schema.ts';
import type { Random } from './seeded-random.ts';

/** Message number `index`: the kinds come in turn, the values at random. */
export function randomClientMessage(random: Random, index: number): ClientMessage {
  return tagged(CLIENT_PLANS, random, index) as unknown as ClientMessage;
}

export function randomServerMessage(random: Random, index: number): ServerMessage {
  return tagged(SERVER_PLANS, random, index) as unknown as ServerMessage;
}

function tagged(plans: Plans, random: Random, index: number): Record<string, unknown> {
  const all = [...plans.byName.values()];
  const plan = all[index % all.length];
  return { is: plan.is, ...values(plan.fields, random) };
}

function values(fields: readonly FieldPlan[], random: Random): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, random)]));
}

function valueOf(field: FieldPlan, random: Random): unknown {
  const some = <T>(make: () => T): T[] => Array.from({ length: random.below(4) }, make);
  switch (field.step) {
    case Step.uint:
    case Step.int:
      return integer(field, random);
    case Step.uintOrNil:
    case Step.intOrNil:
      return random.below(2) === 0 ? null : integer(field, random);
    case Step.bool:
      return random.below(2) === 0;
    case Step.text:
      return text(random);
    case Step.textOrNil:
      return random.below(2) === 0 ? null : text(random);
    case Step.ints:
    case Step.rest:
      return some(() => integer(field, random));
    case Step.texts:
      return some(() => text(random));
    case Step.updates:
      return some(() => tagged(UPDATE_PLANS, random, random.below(100)));
    case Step.reports:
      return some(() => tagged(REPORT_PLANS, random, random.below(100)));
    default:
      return some(() => values(field.item, random));
  }
}

/** Of every size: small ones are as likely as large ones. */
function integer(field: FieldPlan, random: Random): number {
  const size = 2 ** random.below(54) - 1;
  const value = Math.floor((random.below(2 ** 31) / 2 ** 31) * size);
  const signed = random.below(2) === 0 ? value : -value;
  return Math.min(Math.max(signed, field.min), field.max);
}

function text(random: Random): string {
  return random.pick(['', 'quote.*', 'depth.BTCUSDT.10@100', 'é€😀', 'x'.repeat(40), '__proto__']);
}
