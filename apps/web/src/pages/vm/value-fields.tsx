import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import type { Reading } from '../../api/reading.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { FieldTable } from '../../components/field-table.tsx';
import { formatRanges, formatValue, type Radix } from '../../components/format-value.ts';
import type { VcpuGroup } from '../../components/group-vcpus.ts';
import type { TableRow } from './row-model.ts';
import styles from './register-panel.module.css';

type ValueFieldsProps = { row: TableRow; reading: Reading; radix: Radix };

/** The fields of the value that most vCPUs hold, as the catalogue knows them; nothing for a register that it does not know. */
export function ValueFields({ row, reading, radix }: ValueFieldsProps) {
  const group = mostCommon(row.groups);
  const value = group?.outcome.kind === 'value' ? group.outcome.value : undefined;
  const { host, vm, readAt } = reading.list;
  const decoded = useQuery({
    ...queries.decoded({ host, vm, id: row.row.id, value: value ?? '0x0', readAt }),
    enabled: value !== undefined,
    placeholderData: (before) => (before?.id === row.row.id ? before : undefined),
  });
  const fields = decoded.data?.fields ?? [];
  if (group === undefined || (decoded.error === null && fields.length === 0)) return null;
  return (
    <section aria-label="Fields">
      <div className={styles.sectionHead}>
        <h3>Fields</h3>
        {row.groups.length > 1 && <span>of vCPU {formatRanges(group.vcpus)}</span>}
      </div>
      {decoded.error !== null && <ErrorNote error={decoded.error} />}
      <FieldTable
        label="Fields of the value"
        fields={fields.map(({ value: raw, meaning, feature, certain, ...at }) => ({
          ...at,
          value: formatValue(raw, { radix, bytes: 0 }),
          meaning: certain ? meaning : `${meaning} (if its conditions hold)`.trim(),
          feature: feature ?? '',
        }))}
      />
    </section>
  );
}

function mostCommon(groups: readonly VcpuGroup[]): VcpuGroup | undefined {
  return groups.toSorted((a, b) => b.vcpus.length - a.vcpus.length).find(({ outcome }) => outcome.kind === 'value');
}
