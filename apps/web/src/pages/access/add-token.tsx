import { roles, type Role } from '@regscope/registers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { NewSecret } from './new-secret.tsx';
import { daysProblem, nameProblem } from './token-problem.ts';
import styles from './access.module.css';

/** Makes a token and shows its secret, once. */
export function AddToken() {
  const add = useMutation(mutations.addToken(useQueryClient()));
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState('90');
  const problem = nameProblem(name) ?? daysProblem(days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== undefined || add.isPending) return;
    const wanted = { name, role, ...(days === '' ? {} : { days: Number(days) }) };
    add.mutate(wanted, { onSuccess: () => setName('') });
  };
  return (
    <>
      <form aria-label="New token" className={styles.form} onSubmit={submit}>
        <label>
          Name
          <input
            value={name}
            size={24}
            maxLength={60}
            placeholder="nightly-report"
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label>
          Role
          <select
            value={role}
            onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? 'viewer')}
          >
            {roles.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label title="Left empty: it does not end">
          Days
          <input value={days} size={5} inputMode="numeric" onChange={(event) => setDays(event.target.value)} />
        </label>
        <RoleButton needs="admin" type="submit" look="main" busy={add.isPending} disabledBecause={problem}>
          Add token
        </RoleButton>
      </form>
      {add.error !== null && <ErrorNote error={add.error} />}
      {add.data !== undefined && <NewSecret added={add.data} onClose={() => add.reset()} />}
    </>
  );
}
