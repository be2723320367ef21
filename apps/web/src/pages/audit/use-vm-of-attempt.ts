import type { Vm } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import type { Attempt } from './attempt-row.tsx';

type VmOfAttempt = {
  /** Undefined while they are asked for. */
  vms: readonly Vm[] | undefined;
  found: Vm | undefined;
};

/** The VM that was changed, if it is there. Numbers begin anew with the server: another VM may have its name now. */
export function useVmOfAttempt({ host, vm, createdAt }: Attempt): VmOfAttempt {
  const { data: vms } = useQuery(queries.vms());
  return { vms, found: vms?.find((one) => one.host === host && one.vm === vm && one.createdAt === createdAt) };
}
