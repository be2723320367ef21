import { registerId, sizeInBytes } from '@regscope/registers';
import { ByteWriter } from '../byte-writer.test-helper.ts';
import { crc64 } from './crc64.ts';

export type BuiltRegister = { id: bigint; value: bigint };
export type BuiltVcpu = {
  registers: readonly BuiltRegister[];
  mpidr: bigint;
  mpState?: number;
  features?: number;
  pvtime?: bigint;
};
export type BuiltSnapshot = { version: string; vcpus: readonly BuiltVcpu[]; magic?: bigint };

/** A vmstate file as the release that writes this version of the format lays it out; what regscope does not read is a few bytes long. */
export function buildSnapshot({
  version,
  vcpus,
  magic = 0x0710_1984_aaaa_0000n,
}: BuiltSnapshot): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter('little').u64(magic).u64(version.length).text(version);
  writer.u64(128).u8(0).u32(0).text('vm_info, kvm_state and vm_state');
  writer.u64(vcpus.length);
  for (const vcpu of vcpus) writeVcpu(writer, vcpu, Number(version.split('.')[0]));
  writer.text('device_states');
  return withCrc(writer.done());
}

/** Changed bytes with the CRC that goes with them. */
export function withCrc(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new ByteWriter('little').bytes(bytes).u64(crc64(bytes)).done();
}

function writeVcpu(writer: ByteWriter, vcpu: BuiltVcpu, major: number): void {
  const { registers, mpidr, mpState = 0, features = 0x4, pvtime } = vcpu;
  const isPlain = major === 1;
  if (!isPlain) writer.u64(4);
  writer.u32(mpState);
  writeRegisters(writer, registers);
  writer.u64(mpidr);
  if (isPlain) writer.u8(1);
  else writer.u64(32);
  for (const word of [5, features, 0, 0, 0, 0, 0, 0]) writer.u32(word);
  if (major < 7) return;
  if (pvtime === undefined) writer.u8(0);
  else writer.u8(1).u64(pvtime);
}

function writeRegisters(writer: ByteWriter, registers: readonly BuiltRegister[]): void {
  writer.u64(registers.length);
  for (const { id } of registers) writer.u64(id);
  writer.u64(registers.reduce((sum, { id }) => sum + sizeOf(id), 0));
  for (const { id, value } of registers) writer.uint(value, sizeOf(id));
}

export function sizeOf(id: bigint): number {
  return sizeInBytes(registerId(id)) ?? 0;
}
