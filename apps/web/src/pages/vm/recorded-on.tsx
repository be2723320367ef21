import type { Vm } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';

/** Where and when a recording was made, and why it offers nothing to do. */
export function RecordedOn({ vm }: { vm: Vm }) {
  const { data: hosts } = useQuery(queries.hosts());
  const because = hosts?.find(({ name }) => name === vm.host)?.because ?? '';
  const text = because === '' ? `recorded ${vm.createdAt.slice(0, 10)}` : because;
  return <span title={`${text}\n${meaning}`}>{text}</span>;
}

const meaning =
  'A recording has no VM behind it that could be run, closed or captured: it stays as it is, and changes to it can be planned.';
