import { Checkbox, TextInput } from '@mantine/core';
import { whyNoProbe, type Vm } from '@regscope/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { mutations } from '../../api/mutations.ts';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sentence } from '../../ui/sentence.ts';
import { captureName, problemOf } from './capture-name.ts';
import { CaptureTaken } from './capture-taken.tsx';
import { CaptureProgress } from './capture-progress.tsx';
import styles from './capture-dialog.module.css';

type CaptureDialogProps = { vm: Vm; wanted: 'values' | 'probe'; onClose: () => void };

/** Keeps what a VM holds in a capture, and finds out what such VMs take. Whoever closes the dialog calls it off. */
export function CaptureDialog({ vm, wanted, onClose }: CaptureDialogProps) {
  const keep = useMutation(mutations.keepCapture(useQueryClient()));
  const { data: all } = useQuery(queries.captures());
  const { data: hosts } = useQuery(queries.hosts());
  const busy = hosts?.find(({ name }) => name === vm.host)?.busy ?? '';
  const taken = new Set(all?.captures.map(({ name }) => name));
  const [now] = useState(() => new Date());
  const [typed, setTyped] = useState<string>();
  const noProbe = whyNoProbe(vm);
  const [probe, setProbe] = useState(wanted === 'probe' && noProbe === undefined);
  const calling = useRef<AbortController>(null);
  useEffect(() => () => calling.current?.abort(), []);

  const name = typed ?? captureName(vm, now, taken);
  const problem = keep.isIdle || keep.isError ? problemOf(name, taken) : undefined;
  const because = problem ?? (probe && busy !== '' && !keep.isPending ? `The host is busy: ${busy}.` : undefined);
  const isCalledOff = keep.error?.name === 'AbortError';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (because !== undefined || keep.isPending) return;
    calling.current = new AbortController();
    keep.mutate({ host: vm.host, vm: vm.vm, name, probe, signal: calling.current.signal });
  };
  return (
    <Dialog title={`Capture ${vm.host}/${vm.vm}`} onClose={onClose}>
      {keep.data !== undefined ? (
        <CaptureTaken capture={keep.data} onClose={onClose} />
      ) : (
        <form onSubmit={submit} className={styles.form}>
          {vm.readAt !== undefined && (
            <p className="soft">
              Keeps what was read at {new Date(vm.readAt).toLocaleTimeString('en-GB')}, and how long each vCPU stood
              still for it. The VM is not stopped again.
            </p>
          )}
          <TextInput
            label="Name"
            size="xs"
            spellCheck={false}
            value={name}
            error={problem}
            readOnly={keep.isPending}
            data-autofocus
            onChange={(event) => setTyped(event.target.value)}
          />
          <Checkbox
            size="xs"
            label="Probe what such a VM takes"
            description={noProbe === undefined ? probeText(vm) : sentence(noProbe)}
            checked={probe}
            readOnly={keep.isPending}
            aria-disabled={noProbe !== undefined}
            onChange={() => !keep.isPending && noProbe === undefined && setProbe(!probe)}
          />
          {keep.isPending && <CaptureProgress busy={busy} />}
          {keep.error !== null && !isCalledOff && <ErrorNote error={keep.error} />}
          {isCalledOff && <p role="status">Called off. Nothing was kept, and the VMs of the probe are closed.</p>}
          <div className={styles.buttons}>
            <RoleButton needs="editor" type="submit" look="main" busy={keep.isPending} disabledBecause={because}>
              {probe ? 'Capture and probe' : 'Capture'}
            </RoleButton>
            <ActionButton onClick={keep.isPending ? () => calling.current?.abort() : onClose}>Cancel</ActionButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function probeText({ host, vm, readAt }: Vm): string {
  const itself = readAt === undefined ? `${host}/${vm} is only read.` : `${host}/${vm} is left alone.`;
  return `Writes to fresh VMs of its own on ${host}: which bits are accepted before and after the first run, and whether another vCPU sees them. In the lab that takes one to five minutes. ${itself}`;
}
