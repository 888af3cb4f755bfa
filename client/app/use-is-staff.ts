// Whoever is neither trader nor consumer has something to run.

import { Role } from '../../shared/domain/role.ts';
import { useSession } from '../state/session-store.ts';

export function useIsStaff(): boolean {
  return useSession(({ role }) => isStaff(role));
}

export function isStaff(role: Role | undefined): boolean {
  return role !== undefined && role !== Role.trader && role !== Role.consumer;
}
