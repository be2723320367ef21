import type { Vm } from '@regscope/contract';
import { useId, useState } from 'react';
import { whyUnread } from '../../api/readable.ts';
import { addressText, parseAddress, type VmAddress } from '../../api/vm-address.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { MOST_COLUMNS } from './compare-search.ts';
import frames from '../../ui/frames.module.css';
import styles from './compare.module.css';

type AddSideProps = { vms: readonly Vm[]; sides: readonly VmAddress[]; onAdd: (vm: VmAddress) => void };

/** A VM by its name, which the browser completes. */
export function AddSide({ vms, sides, onAdd }: AddSideProps) {
  const [text, setText] = useState('');
  const list = useId();
  const chosen = new Set(sides.map(addressText));
  const [typed] = parseAddress(text.trim());
  const because = whyNot(typed, { chosen, vms });
  const add = () => {
    if (typed === undefined || because !== undefined) return;
    onAdd(typed);
    setText('');
  };
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label>
        Add{' '}
        <input
          className={frames.text}
          list={list}
          value={text}
          placeholder="HOST/VM"
          spellCheck={false}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <datalist id={list}>
        {vms
          .filter((vm) => !chosen.has(addressText(vm)) && whyUnread(vm) === undefined)
          .map((vm) => (
            <option key={addressText(vm)} value={addressText(vm)}>
              {`${vm.kind}, ${vm.arch}, ${vm.phase}`}
            </option>
          ))}
      </datalist>
      <ActionButton type="submit" disabledBecause={because}>
        Add
      </ActionButton>
    </form>
  );
}

type Known = { chosen: ReadonlySet<string>; vms: readonly Vm[] };

function whyNot(typed: VmAddress | undefined, { chosen, vms }: Known): string | undefined {
  if (chosen.size >= MOST_COLUMNS) return `At most ${MOST_COLUMNS} VMs are compared.`;
  if (typed === undefined) return 'Name a VM: HOST/VM.';
  if (chosen.has(addressText(typed))) return 'It is compared already.';
  const found = vms.find((vm) => addressText(vm) === addressText(typed));
  return found === undefined ? 'There is no VM of this name.' : whyUnread(found);
}
