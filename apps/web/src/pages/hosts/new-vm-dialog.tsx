import { Checkbox, TextInput } from '@mantine/core';
import type { Host } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './new-vm.module.css';

const DEFAULT_VCPUS = 2;

/** The shape of a new VM; afterwards its registers are shown. */
export function NewVmDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const most = host.maxVcpus ?? 512;
  const navigate = useNavigate();
  const create = useMutation(mutations.createVm(useQueryClient()));
  const [count, setCount] = useState(String(Math.min(DEFAULT_VCPUS, most)));
  const [features, setFeatures] = useState(() =>
    host.features.filter((one) => one.offered && one.byDefault).map(({ name }) => name),
  );
  const vcpus = Number(count);
  const problem =
    Number.isInteger(vcpus) && vcpus >= 1 && vcpus <= most ? undefined : `This host takes 1 to ${most} vCPUs.`;

  const toggle = (name: string) =>
    setFeatures((all) => (all.includes(name) ? all.filter((one) => one !== name) : [...all, name]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== undefined || create.isPending) return;
    create.mutate(
      { host: host.name, vcpus, features },
      {
        onSuccess: ({ vm }) =>
          void navigate({ to: '/hosts/$host/vms/$vm', params: { host: host.name, vm }, replace: true }),
      },
    );
  };
  return (
    <Dialog title={`New VM on ${host.name}`} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          label="vCPUs"
          description={`1 to ${most}`}
          size="xs"
          inputMode="numeric"
          type="number"
          min={1}
          max={most}
          value={count}
          error={problem}
          data-autofocus
          onChange={(event) => setCount(event.target.value)}
        />
        {host.features.length > 0 && (
          <fieldset className={styles.features}>
            <legend>vCPU features, the default set chosen</legend>
            {host.features.map(({ name, title, offered, needs }) => (
              <Checkbox
                key={name}
                size="xs"
                label={
                  <>
                    <code>{name}</code> <span className="soft">{title}</span>
                  </>
                }
                description={
                  offered
                    ? needs !== null && `Needs ${needs} as well.`
                    : 'Not offered: the kernel says that no VM here can have it.'
                }
                checked={offered && features.includes(name)}
                disabled={!offered}
                onChange={() => toggle(name)}
              />
            ))}
          </fieldset>
        )}
        {create.error !== null && <ErrorNote error={create.error} />}
        <div className={styles.buttons}>
          <RoleButton needs="editor" type="submit" look="main" busy={create.isPending} disabledBecause={problem}>
            Create VM
          </RoleButton>
          <ActionButton onClick={onClose}>Cancel</ActionButton>
        </div>
      </form>
    </Dialog>
  );
}
