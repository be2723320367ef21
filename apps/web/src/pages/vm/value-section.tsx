import { useId } from 'react';
import type { Reading } from '../../api/reading.ts';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { differingBits } from '../../components/group-vcpus.ts';
import { RadixSwitch, useRadix } from '../../components/radix-switch.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { valueGroups } from './chosen-group.ts';
import { stagedOf } from './edit/change-plan.ts';
import type { Staging } from './edit/staging.ts';
import { ValueEditor } from './edit/value-editor.tsx';
import { VcpuChoice } from './edit/vcpu-choice.tsx';
import { PreviousValue } from './previous-value.tsx';
import type { TableRow } from './row-model.ts';
import { useShownValue } from './use-shown-value.ts';
import { ValueFields } from './value-fields.tsx';
import { ValueGroups } from './value-groups.tsx';
import styles from './register-panel.module.css';

type ValueSectionProps = { found: TableRow; reading: Reading; state: CatalogueState; staging: Staging };

/** What the vCPUs hold, and one of these values taken apart, in the light of what else that vCPU holds; and how to change it. */
export function ValueSection({ found, reading: { list, earlier }, state, staging }: ValueSectionProps) {
  const { row, groups } = found;
  const { edits, because } = staging;
  const [radix, setRadix] = useRadix();
  const reasonId = useId();
  const { group, staged, register, editing, decoded, fields, lit, ...choice } = useShownValue({
    found,
    list,
    catalogue: state.catalogue,
    staging,
    reasonId,
  });
  const before = earlier.get(row.id);
  const marks = differingBits(valueGroups(groups).map(({ value }) => value));
  const canChange = because === '' && editing !== undefined;
  return (
    <>
      <section aria-label="Values">
        <div className={styles.sectionHead}>
          <h3>Value</h3>
          <RadixSwitch radix={radix} onChange={setRadix} />
          <span className={styles.read}>
            read <TimeAgo at={list.readAt} />
          </span>
        </div>
        {because !== '' && (
          <p id={reasonId} className={styles.locked}>
            <Icon name="lock" /> {because}
          </p>
        )}
        <ValueGroups
          groups={groups}
          bytes={row.size}
          radix={radix}
          marks={marks}
          chosen={{ key: group?.key, fields, lit }}
          picture={canChange ? 'of others' : 'of all'}
          stagedOf={(held) => (register === undefined ? [] : stagedOf(edits, register, held))}
          onChoose={choice.choose}
        />
        {canChange && register !== undefined && group !== undefined && staged !== undefined && (
          <ValueEditor
            id={register.id}
            bits={register.bits}
            held={group.value}
            staged={staged}
            radix={radix}
            fields={fields}
            lit={lit}
            onStage={editing.onStageWhole}
          >
            <VcpuChoice register={register} vcpu={choice.whose} onChange={choice.setWhose} />
          </ValueEditor>
        )}
        {before !== undefined && <PreviousValue earlier={before} row={row} radix={radix} />}
      </section>
      {group !== undefined && (
        <ValueFields
          state={state}
          decoded={decoded}
          group={group}
          vcpus={list.vcpus}
          decoder={{ text: row.id, value: group.key }}
          radix={radix}
          lit={lit}
          marks={marks}
          scopes={row.scope.fields}
          editing={editing}
        />
      )}
    </>
  );
}
