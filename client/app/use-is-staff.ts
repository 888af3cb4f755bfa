// Whoever may something that no customer may has an office.

import { isStaffRole, type Role } from '../../shared/domain/role.ts';
import { useSession } from '../state/session-store.ts';

export function useIsStaff(): boolean {
  return useSession(({ role }) => isStaff(role));
}

export function isStaff(role: Role | undefined): boolean {
  return role !== undefined && isStaffRole(role);
}
