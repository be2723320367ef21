import type { Vm } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mutations } from '../api/mutations.ts';
import { RoleButton } from './role-button.tsx';
import { ActionButton } from '../ui/action-button.tsx';
import styles from './close-vm.module.css';
import { ErrorNote } from './error-note.tsx';

type CloseVmProps = { vm: Pick<Vm, 'host' | 'vm' | 'kind'>; onClosed?: () => void };

/** Closes a VM after asking once, in place. */
export function CloseVm({ vm, onClosed }: CloseVmProps) {
  const close = useMutation(mutations.closeVm(useQueryClient()));
  const [asking, setAsking] = useState(false);
  const { host, vm: name } = vm;
  if (!asking)
    return (
      <RoleButton needs="editor" disabledBecause={whyNot[vm.kind]} onClick={() => setAsking(true)}>
        Close <span className="hidden-text">VM {name}</span>
      </RoleButton>
    );
  return (
    <fieldset className={styles.asking}>
      <legend className="hidden-text">Close VM {name}?</legend>
      <ActionButton
        look="danger"
        busy={close.isPending}
        title="The VM and its state are gone then"
        onClick={() => close.mutate({ host, vm: name }, onClosed === undefined ? {} : { onSuccess: onClosed })}
      >
        Close {name} for good
      </ActionButton>
      <ActionButton onClick={() => setAsking(false)}>Keep</ActionButton>
      {close.error !== null && <ErrorNote error={close.error} />}
    </fieldset>
  );
}

const whyNot: Readonly<Record<Vm['kind'], string | undefined>> = {
  owned: undefined,
  attached: 'This VM belongs to another process: end it there.',
  recorded: 'This VM is a recording.',
};
