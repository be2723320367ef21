import type { Vm } from '@regscope/contract';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { toggleVm, type FeaturesSearch } from './features-search.ts';
import styles from './features.module.css';

type VmPickerProps = {
  vms: readonly Vm[];
  chosen: readonly VmAddress[];
  search: FeaturesSearch;
  onChange: (next: FeaturesSearch) => void;
};

/** A chip per VM, those of a host together. VMs that are gone but still chosen can be taken out here. */
export function VmPicker({ vms, chosen, search, onChange }: VmPickerProps) {
  const isChosen = (vm: VmAddress) => chosen.some((one) => addressText(one) === addressText(vm));
  return (
    <div role="group" aria-label="VMs" className={styles.picker}>
      {byHost(vms, chosen).map(([host, entries]) => (
        <div key={host} role="group" aria-label={host} className={styles.host}>
          <span aria-hidden="true" className={styles.hostName}>
            {host}
          </span>
          {entries.map(({ at, title }) => (
            <ToggleChip
              key={at.vm}
              pressed={isChosen(at)}
              title={title}
              onToggle={() => onChange(toggleVm(search, { chosen, vm: at }))}
            >
              <i className="hidden-text">VM</i> {at.vm}
            </ToggleChip>
          ))}
        </div>
      ))}
    </div>
  );
}

type Entry = { at: VmAddress; title: string };

function byHost(vms: readonly Vm[], chosen: readonly VmAddress[]): [host: string, entries: Entry[]][] {
  const there = vms.map((vm) => ({ at: { host: vm.host, vm: vm.vm }, title: titleOf(vm) }));
  const known = new Set(vms.map(addressText));
  const gone = chosen.filter((at) => !known.has(addressText(at))).map((at) => ({ at, title: 'Not there any more' }));
  const hosts = new Map<string, Entry[]>();
  for (const entry of [...there, ...gone]) hosts.set(entry.at.host, [...(hosts.get(entry.at.host) ?? []), entry]);
  return [...hosts];
}

function titleOf({ arch, phase, vcpus, features }: Vm): string {
  return `${arch}, ${phase}, ${vcpus} vCPU${vcpus === 1 ? '' : 's'}${features === null || features.length === 0 ? '' : `, ${features.join(' ')}`}`;
}
