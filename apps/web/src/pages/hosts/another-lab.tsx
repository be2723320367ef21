import { defaultLabHost, isLabHostPart, labHostName, labTraits } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import styles from './hosts.module.css';

const fields = [
  {
    part: 'kernel',
    label: 'Kernel series',
    title:
      'Any series that a Debian suite has for arm64 or riscv64, such as 6.1, 6.12 or 7.3; or scope, a kernel that tells the scope of registers itself and is built here',
  },
  {
    part: 'cpu',
    label: 'CPU model',
    title: 'A model that QEMU knows: max, neoverse-n1, neoverse-v1, cortex-a76… for arm64, rv64… for riscv64',
  },
  {
    part: 'qemu',
    label: 'QEMU',
    title: 'system, or the Debian suite to take a newer one from, such as trixie-backports',
  },
] as const;

/** Another emulated machine than those in the table: it appears there as soon as it is asked for. */
export function AnotherLab() {
  const start = useMutation(mutations.startHost(useQueryClient()));
  const [parts, setParts] = useState(defaultLabHost);
  const [traits, setTraits] = useState<readonly string[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!start.isPending) start.mutate(labHostName(parts, traits));
  };
  const problem = Object.values(parts).every(isLabHostPart)
    ? undefined
    : 'Each is a single word, such as 6.12, max and system.';
  return (
    <form
      aria-label="Another lab host"
      className={styles.lab}
      onSubmit={problem === undefined ? submit : (event) => event.preventDefault()}
    >
      {fields.map(({ part, label, title }) => (
        <label key={part} title={title}>
          {label}
          <input
            className="mono"
            value={parts[part]}
            size={part === 'kernel' ? 6 : 16}
            spellCheck={false}
            onChange={(event) => setParts({ ...parts, [part]: event.target.value })}
          />
        </label>
      ))}
      {labTraits.map(({ name, title }) => (
        <label key={name} title={title}>
          {name}
          <input
            type="checkbox"
            checked={traits.includes(name)}
            onChange={({ target }) =>
              setTraits(target.checked ? [...traits, name] : traits.filter((one) => one !== name))
            }
          />
        </label>
      ))}
      <RoleButton needs="editor" type="submit" busy={start.isPending} disabledBecause={problem}>
        Start this lab host
      </RoleButton>
      {start.error !== null && <ErrorNote error={start.error} />}
    </form>
  );
}
