// The bodies of replies, as native/protocol.h lays them out. Whatever does not fit throws a KvmError of kind `broken`.
import { getSystemErrorMap } from 'node:util';
import { registerId, sizeInBytes, type Arch, type RegisterId, type ScopeKind } from '@regscope/registers';
import { ByteReader } from './bytes.ts';
import { exitReasonName } from './exit-reasons.ts';
import { KvmError } from './kvm-error.ts';
import { protocol, refusalName } from './protocol.ts';

export type Hello = {
  protocol: number;
  arch: Arch;
  apiVersion: number;
  kernel: string;
  openVms: number;
  openError: string | null;
};

/** What became of one register read or write: null = done, else an errno name or the core's own refusal. */
export type Status = string | null;

/**
 * One vCPU's registers as columns of one length: entry n of `statuses` and `values` belongs to entry n of `ids`. vCPUs that list the same
 * registers share one `ids`. The value of a refused register is 0.
 */
export type VcpuReading = {
  vcpu: number;
  listError: Status;
  ids: readonly RegisterId[];
  statuses: readonly Status[];
  values: readonly bigint[];
};
export type VmReading = { ioctlNs: bigint; vcpus: VcpuReading[] };

/** ELF e_machine numbers (include/uapi/linux/elf-em.h). */
const machines: Readonly<Record<number, Arch>> = { 62: 'x86-64', 183: 'arm64', 243: 'riscv64' };

/** The name of an errno as the kernel's headers spell it; its number where it has none. */
export function errnoName(errno: number): string {
  return getSystemErrorMap().get(-errno)?.[0] ?? `errno ${errno}`;
}

export function helloReply(body: ByteReader): Hello {
  const version = body.u32();
  const arch = machines[body.u32()] ?? 'unknown';
  const [apiVersion, openErrno, openVms] = [body.u32(), body.u32(), body.u32()];
  const kernel = body.text(body.u32());
  return {
    protocol: version,
    arch,
    apiVersion,
    kernel,
    openVms,
    openError: openErrno === 0 ? null : errnoName(openErrno),
  };
}

export function listReply(body: ByteReader): RegisterId[] {
  const count = body.u32();
  body.u32();
  return idsOf(body, count);
}

/** As the numbers of KVM_REG_ARM_SCOPE_… in native/kernel. */
const scopeKinds: readonly ScopeKind[] = ['vcpu', 'vm', 'mixed', 'host'];

export function scopesReply(body: ByteReader): ReadonlyMap<RegisterId, ScopeKind> {
  const count = body.u32();
  body.u32();
  const ids = idsOf(body, count);
  const scopes = body.bytes(count);
  body.align8();
  return new Map(ids.map((id, n) => [id, scopeKinds[scopes[n] ?? 0] ?? 'vcpu']));
}

/** What is behind one descriptor: bytes in the kernel's layout, or why there are none. */
export type StatsReading = { status: Status; bytes: Buffer };

export function statsReply(body: ByteReader, count: number): StatsReading[] {
  return Array.from({ length: count }, () => {
    const reading = { status: status(body.u32()), bytes: body.bytes(body.u32()) };
    body.align8();
    return reading;
  });
}

/** The KVM_EXIT_… of one vCPU's last exit, or why it is not known. */
export type LastExit = { status: Status; reason: string };

export function exitsReply(body: ByteReader, count: number): LastExit[] {
  return Array.from({ length: count }, () => ({ status: status(body.u32()), reason: exitReasonName(body.u32()) }));
}

export function writeReply(body: ByteReader): Status[] {
  return statusesOf(body, body.u32());
}

export function vmReply(body: ByteReader): VmReading {
  const count = body.u32();
  body.u32();
  const ioctlNs = body.u64();
  const vcpus: VcpuReading[] = [];
  let shared: List = { ids: [], sizes: [] };
  for (let n = 0; n < count; n++) {
    const [vcpu, listing, length, same] = [body.u32(), body.u32(), body.u32(), body.u32()];
    const list = same === 1 ? sameList(shared, length) : listOf(body, length);
    if (n === 0) shared = list;
    vcpus.push({ vcpu, listError: status(listing), ids: list.ids, ...columnsOf(body, list) });
  }
  return { ioctlNs, vcpus };
}

/** Ids and the sizes that they speak of, in bytes; 0 where an id speaks of none. */
type List = { ids: RegisterId[]; sizes: number[] };

function listOf(body: ByteReader, length: number): List {
  const ids = idsOf(body, length);
  return { ids, sizes: ids.map((id) => sizeInBytes(id) ?? 0) };
}

function sameList(shared: List, length: number): List {
  if (shared.ids.length === length) return shared;
  throw new KvmError({ kind: 'broken', because: `"same" list of ${length} ids, the first has ${shared.ids.length}` });
}

export function columnsOf(body: ByteReader, { ids, sizes }: List): Pick<VcpuReading, 'statuses' | 'values'> {
  const outcomes = sizes.map(() => body.u16());
  const statuses = outcomes.map((outcome) => (outcome < protocol.RS_VALUE ? (status(outcome) ?? 'no outcome') : null));
  const values = outcomes.map((outcome, n) => {
    const length = outcome < protocol.RS_VALUE ? 0 : outcome - protocol.RS_VALUE;
    if (length > (sizes[n] ?? 0))
      throw new KvmError({ kind: 'broken', because: `${length} bytes for the register 0x${ids[n]?.toString(16)}` });
    return body.uint(length);
  });
  body.align8();
  return { statuses, values };
}

export function idsOf(body: ByteReader, count: number): RegisterId[] {
  if (count > protocol.RS_MAX_IDS) throw new KvmError({ kind: 'broken', because: `a list of ${count} ids` });
  return Array.from({ length: count }, () => registerId(body.u64()));
}

export function statusesOf(body: ByteReader, count: number): Status[] {
  if (count * 4 > body.left)
    throw new KvmError({ kind: 'broken', because: `${count} statuses announced, ${body.left} bytes left` });
  return Array.from({ length: count }, () => status(body.u32()));
}

export function status(number: number): Status {
  if (number === 0) return null;
  return number > protocol.RS_LOCAL ? refusalName(number - protocol.RS_LOCAL) : errnoName(number);
}
