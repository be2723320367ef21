import type { Session } from '@regscope/contract';
import { lackedRole, type Role } from '@regscope/registers';
import { useQuery } from '@tanstack/react-query';
import { queries } from './queries.ts';

/** Who is signed in here; undefined while that is asked for. */
export function useSession(): Session | undefined {
  return useQuery(queries.session()).data;
}

/** Why whoever is signed in may not do what needs this role; undefined where they may, or while it is not known. */
export function useLackedRole(needed: Role): string | undefined {
  const role = useSession()?.role ?? undefined;
  const lacked = role === undefined ? undefined : lackedRole(role, needed);
  return lacked === undefined ? undefined : `This ${lacked}.`;
}
