import type { Vm } from '@regscope/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { VmAddress } from '../../api/queries.ts';
import type { Reading } from '../../api/reading.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { CaptureDialog } from './capture-dialog.tsx';
import { tableRows } from './row-model.ts';
import { VmBody } from './vm-body.tsx';
import styles from './vm.module.css';

type VmReadingProps = { vm: Vm; address: VmAddress; reading: Reading | undefined; error: Error | null };

/** What stands under the head of a VM whose registers can be read: they, or what is in their way. */
export function VmReading({ vm, address, reading, error }: VmReadingProps) {
  const navigate = useNavigate();
  const { capture, ...search } = useSearch({ from: '/live/hosts/$host/vms/$vm' });
  const close = () => void navigate({ to: '/hosts/$host/vms/$vm', params: address, search, replace: true });
  const registers = reading?.list.registers;
  const phase = reading?.list.phase ?? 'new';
  const rows = useMemo(() => tableRows(registers ?? [], phase), [registers, phase]);
  return (
    <>
      {error !== null && (
        <div className={styles.note}>
          <ErrorNote error={error} />
        </div>
      )}
      {reading?.list.listErrors.map((errno, vcpu) =>
        errno === null ? null : (
          // oxlint-disable-next-line react/no-array-index-key -- a vCPU is its number
          <p key={vcpu} role="alert" className={styles.listError}>
            vCPU {vcpu}: KVM_GET_REG_LIST answered <code>{errno}</code>; its registers are missing below.
          </p>
        ),
      )}
      {reading === undefined && error === null && (
        <div className={styles.note}>
          <Progress>Reading the registers…</Progress>
        </div>
      )}
      {reading !== undefined && <VmBody vm={vm} reading={reading} rows={rows} address={address} />}
      {capture !== undefined && vm.kind !== 'recorded' && <CaptureDialog vm={vm} wanted={capture} onClose={close} />}
    </>
  );
}
