import { parseRegisterId } from '@regscope/registers';
import { stagedValue } from '@regscope/checks/edits';
import type { RegisterList } from '@regscope/contract';
import { useMemo, useState } from 'react';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { useDecoded } from '../../components/use-decoded.ts';
import { chosenGroup, groupOfVcpu } from './chosen-group.ts';
import { editedRegister } from './edit/edited-register.ts';
import { fieldEditing } from './edit/field-editing-of.ts';
import type { Staging } from './edit/staging.ts';
import { knownOfVm } from './known-of-vm.ts';
import type { TableRow } from './row-model.ts';

type Sources = {
  found: TableRow;
  list: RegisterList;
  catalogue: CatalogueState['catalogue'];
  staging: Staging;
  reasonId: string;
};

/** The one value of a register that the panel takes apart, as it is held and as it is staged, and how it is changed. */
export function useShownValue({ found: { row, groups }, list, catalogue, staging, reasonId }: Sources) {
  const [wanted, setWanted] = useState<string>();
  /** The vCPU that changes are for; null: all of them. */
  const [whose, setWhose] = useState<number | null>(null);
  const group = whose === null ? chosenGroup(groups, wanted) : groupOfVcpu(groups, whose);
  const vcpu = whose ?? group?.vcpus[0] ?? 0;
  const known = useKnown({ list, catalogue, vcpu });
  const id = parseRegisterId(row.id);
  const register = useMemo(() => editedRegister(row), [row]);
  const staged =
    id === undefined || group === undefined ? undefined : stagedValue(staging.edits, { id, vcpu }, group.value);
  const held = useDecoded({ catalogue, known, id, value: group?.value });
  const shown = useDecoded({ catalogue, known, id, value: staged });
  const editing =
    register === undefined || staged === undefined
      ? undefined
      : fieldEditing({
          staging,
          at: { register, vcpu: whose },
          held: held.decoded.rows,
          staged,
          rows: shown.decoded.rows,
          reasonId,
        });
  const choose = (key: string) => {
    setWanted(key);
    setWhose(null);
  };
  return { ...shown, group, staged, register, editing, whose, setWhose, choose };
}

function useKnown({ list, catalogue, vcpu }: Pick<Sources, 'list' | 'catalogue'> & { vcpu: number }) {
  return useMemo(
    () => (catalogue === undefined ? undefined : knownOfVm(catalogue, { list, vcpu })),
    [catalogue, list, vcpu],
  );
}
