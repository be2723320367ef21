import { parseRegisterId } from '@regscope/registers';
import { useMemo, useState } from 'react';
import type { Reading } from '../../api/reading.ts';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { differingBits } from '../../components/group-vcpus.ts';
import { RadixSwitch, useRadix } from '../../components/radix-switch.tsx';
import { useDecoded } from '../../components/use-decoded.ts';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { chosenGroup, valueGroups } from './chosen-group.ts';
import { knownOfVm } from './known-of-vm.ts';
import { PreviousValue } from './previous-value.tsx';
import type { TableRow } from './row-model.ts';
import { ValueFields } from './value-fields.tsx';
import { ValueGroups } from './value-groups.tsx';
import styles from './register-panel.module.css';

type ValueSectionProps = { found: TableRow; reading: Reading; state: CatalogueState };

/** What the vCPUs hold, and one of these values taken apart, in the light of what else that vCPU holds. */
export function ValueSection({ found: { row, groups }, reading, state }: ValueSectionProps) {
  const { list, earlier } = reading;
  const [radix, setRadix] = useRadix();
  const [wanted, setWanted] = useState<string>();
  const group = chosenGroup(groups, wanted);
  const vcpu = group?.vcpus[0] ?? 0;
  const { catalogue } = state;
  const known = useMemo(
    () => (catalogue === undefined ? undefined : knownOfVm(catalogue, { list, vcpu })),
    [catalogue, list, vcpu],
  );
  const id = parseRegisterId(row.id);
  const { decoded, fields, lit } = useDecoded({ catalogue, known, id, value: group?.value });
  const before = earlier.get(row.id);
  const marks = differingBits(valueGroups(groups).map(({ value }) => value));
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
        <ValueGroups
          groups={groups}
          bytes={row.size}
          radix={radix}
          marks={marks}
          chosen={{ key: group?.key, fields, lit }}
          onChoose={setWanted}
        />
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
        />
      )}
    </>
  );
}
