// Why no value of a field suits all hosts, and what would end it.
import type { MadeBaseline, SettledField, SettledRegister } from '@regscope/checks';
import { hex, type RegisterId, type Segment } from '@regscope/registers';

export type BlockingField = {
  id: RegisterId;
  seg: Segment;
  because: string;
  hosts: { host: string; own: bigint; takes: bigint[] }[];
  without: string[];
  eased: string[];
};

export function blockingOf(made: MadeBaseline): BlockingField[] {
  return made.registers.flatMap((register) =>
    register.fields.flatMap((field) => (field.value === undefined ? [blockingField(register, field, made)] : [])),
  );
}

function blockingField({ id, choice }: SettledRegister, field: SettledField, made: MadeBaseline): BlockingField {
  const hosts = made.asked.flatMap(({ name }, at) => {
    const own = field.owns[at];
    return own === undefined ? [] : [{ host: name, own, takes: [...(field.taken[at] ?? [])] }];
  });
  const isThis = (one: { id: RegisterId; lsb: number }) => one.id === id && one.lsb === field.part.seg[1];
  return {
    id,
    seg: field.part.seg,
    because: choice === 'answered' ? answers(hosts) : takes(hosts),
    hosts,
    without: made.without.flatMap(({ host, unblocks }) => (unblocks.some(isThis) ? [host] : [])),
    eased: made.eased.flatMap(({ feature, unblocks }) => (unblocks.some(isThis) ? [feature] : [])),
  };
}

type Hosts = BlockingField['hosts'];

function answers(hosts: Hosts): string {
  const said = grouped(hosts, ({ own }) => hex(own)).map(([value, names]) => `${value} on ${shortly(names)}`);
  return `each host answers for itself, whatever is written, and refuses more than its own: ${said.join(', ')}`;
}

function takes(hosts: Hosts): string {
  const said = grouped(hosts, takenText).map(([values, names]) => `${shortly(names)} ${values}`);
  return `no value is taken by all: ${said.join('; ')}`;
}

function takenText({ own, takes: values }: Hosts[number]): string {
  if (values.length <= 1) return `only ${hex(own)}`;
  const sorted = values.toSorted((a, b) => Number(a - b)).map(hex);
  return sorted.length > 8 ? `${sorted.length} values from ${sorted[0]}` : sorted.join(', ');
}

function grouped(hosts: Hosts, by: (host: Hosts[number]) => string): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const host of hosts) groups.set(by(host), [...(groups.get(by(host)) ?? []), host.host]);
  return [...groups];
}

function shortly(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
