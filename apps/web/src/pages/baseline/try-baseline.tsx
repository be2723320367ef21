import type { Baseline } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AskedBaseline } from '../../api/asked-baseline.ts';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';

type TryBaselineProps = { asked: AskedBaseline; made: Baseline };

/** Asks the kernels themselves: each of the hosts that was recorded in a lab, which is started where it is not running. */
export function TryBaseline({ asked, made }: TryBaselineProps) {
  const { mutate, error, isPending } = useMutation(mutations.tryBaseline(useQueryClient()));
  const because =
    made.hosts.length < 2 ? 'A VM of the baseline comes from another host: choose two at least.' : undefined;
  return (
    <>
      <RoleButton
        needs="editor"
        busy={isPending}
        disabledBecause={because}
        title="Puts VMs of the baseline into fresh VMs of the lab hosts that these recordings are of; starting one takes some seconds"
        onClick={() => mutate(asked)}
      >
        Try on real kernels
      </RoleButton>
      {error !== null && <ErrorNote error={error} />}
    </>
  );
}
