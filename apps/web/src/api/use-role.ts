import type { Role } from '@regscope/registers';
import { useQuery } from '@tanstack/react-query';
import { queries } from './queries.ts';

/** The role of whoever is signed in. Until it is known nothing is refused: the server decides in any case. */
export function useRole(): Role {
  const session = useQuery(queries.session());
  return session.data?.role ?? 'admin';
}
