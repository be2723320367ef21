import type { Vm, VmFeatures } from '@regscope/contract';
import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { queries, type VmAddress } from '../../api/queries.ts';
import { addressText } from '../../api/vm-address.ts';

/** One VM beside the others. A VM that cannot be read keeps its place, and says why. */
export type FeatureColumn = { at: VmAddress; name: string; state: ColumnState };

export type ColumnState =
  | { kind: 'reading' }
  | { kind: 'failed'; error: Error }
  /** Of an architecture without FEAT_ names. */
  | { kind: 'nameless'; arch: string }
  | { kind: 'read'; of: VmFeatures };

/** What the chosen VMs answer, read anew whenever the server says that their registers changed. */
export function useFeatureColumns(chosen: readonly VmAddress[], vms: readonly Vm[]) {
  const cache = useQueryClient();
  const wanted = chosen.map((at) => queries.features({ ...at, createdAt: createdAt(at, vms) }));
  const { states, isReading } = useQueries({ queries: wanted, combine });
  const columns = chosen.map((at, index): FeatureColumn => ({
    at,
    name: addressText(at),
    state: states[index] ?? { kind: 'reading' },
  }));
  const refresh = () => Promise.all(wanted.map(({ queryKey }) => cache.invalidateQueries({ queryKey })));
  return { columns, states, isReading, refresh };
}

function createdAt({ host, vm }: VmAddress, vms: readonly Vm[]): string {
  return vms.find((one) => one.host === host && one.vm === vm)?.createdAt ?? '';
}

/** Outside of the hook, so that the states stay the same as long as the answers do. */
function combine(results: UseQueryResult<VmFeatures>[]): { states: ColumnState[]; isReading: boolean } {
  return { states: results.map(stateOf), isReading: results.some(({ isFetching }) => isFetching) };
}

function stateOf({ data, error }: UseQueryResult<VmFeatures>): ColumnState {
  if (error !== null) return { kind: 'failed', error };
  if (data === undefined) return { kind: 'reading' };
  return data.features.length === 0 ? { kind: 'nameless', arch: data.arch } : { kind: 'read', of: data };
}
