// Roles and what each may do on the wire. Default deny: what is not listed is refused.

export const Role = { trader: 0, consumer: 1, operator: 2 } as const;
export type Role = (typeof Role)[keyof typeof Role];
export const ROLE_NAMES = ['trader', 'consumer', 'operator'] as const;

export type Grant = 'marketData' | 'trade' | 'readAccount' | 'operate';

const GRANTS: Readonly<Record<Role, readonly Grant[]>> = {
  [Role.trader]: ['marketData', 'trade', 'readAccount'],
  [Role.consumer]: ['marketData'],
  [Role.operator]: ['marketData', 'operate'],
};

export function may(role: Role, grant: Grant): boolean {
  return GRANTS[role].includes(grant);
}
