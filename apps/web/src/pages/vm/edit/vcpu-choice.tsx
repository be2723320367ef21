import type { EditedRegister } from '@regscope/checks/edits';
import styles from './edit.module.css';

type VcpuChoiceProps = { register: EditedRegister; vcpu: number | null; onChange: (vcpu: number | null) => void };

/** Whose value is changed. Where the VM has but one there is nothing to choose, and that is said. */
export function VcpuChoice({ register: { scope, values }, vcpu, onChange }: VcpuChoiceProps) {
  if (scope === 'vm' || scope === 'host' || values.length === 1)
    return <span className={styles.once}>{onceText(scope, values.length)}</span>;
  return (
    <label className={styles.whose}>
      of
      <select
        aria-label="Change the value of"
        value={vcpu ?? 'all'}
        onChange={({ target }) => onChange(target.value === 'all' ? null : Number(target.value))}
      >
        <option value="all">all {values.length} vCPUs</option>
        {values.map((_, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- a vCPU is its number
          <option key={n} value={n}>
            vCPU {n}
          </option>
        ))}
      </select>
    </label>
  );
}

function onceText(scope: EditedRegister['scope'], vcpus: number): string {
  if (vcpus === 1) return 'of the one vCPU';
  return scope === 'host' ? `tells of the host, to all ${vcpus} vCPUs` : `written once, seen by all ${vcpus} vCPUs`;
}
