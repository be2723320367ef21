import type { Role } from '@regscope/registers';
import { useSession } from './use-session.ts';

/** The role of whoever is signed in. Until it is known nothing is refused: the server decides in any case. */
export function useRole(): Role {
  return useSession()?.role ?? 'admin';
}
