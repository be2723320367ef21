import type { Sighting } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mutations } from '../../api/mutations.ts';
import { useLackedRole } from '../../api/use-session.ts';
import { useCommands } from '../../ui/commands.ts';
import { vmmKind } from './attach-words.ts';
import { useUnasked } from './use-unasked.ts';

export type Attaching = ReturnType<typeof useAttach>;

/** Attaching to one VM, with all that is asked before. `isThere`: the VM has not gone. */
export function useAttach(sighting: Sighting, isThere: boolean) {
  const { mutate, reset, isPending, isSuccess, error } = useMutation(mutations.attachVm(useQueryClient()));
  const [asking, setAsking] = useState<'attach' | 'despite filters'>();
  const [isUnasked, remember] = useUnasked(vmmKind(sighting));
  const lacked = useLackedRole('editor');
  const because = isThere ? lacked : 'The VM is gone.';
  const { host, vm } = sighting.vm;
  const attach = (how: 'as filters allow' | 'despite filters') => {
    const despiteFilters = how === 'despite filters';
    mutate({ host, vm, despiteFilters }, { onSettled: () => setAsking(undefined) });
  };
  /** Asks first, unless this was answered before: for this VM, or for VMs of its VMM. */
  const begin = () => {
    if (because !== undefined || isPending) return;
    if (sighting.attachment === null && !isUnasked) setAsking('attach');
    else attach('as filters allow');
  };
  useCommands({ attach: begin });
  return {
    asking,
    isUnasked,
    isPending,
    /** Somebody attached here, and nothing is asked any more. */
    isOver: isSuccess && asking === undefined,
    error,
    /** Why nobody can attach here now. */
    because,
    remember,
    attach,
    begin,
    /** Asked every time. */
    beginDespite: () => setAsking('despite filters'),
    stop: () => setAsking(undefined),
    dismiss: reset,
  };
}
