import { ByteWriter } from '../byte-writer.test-helper.ts';

type BuiltField = { name: string; type: string; size: number; values: readonly bigint[] };
type BuiltDevice = {
  name: string;
  instance: number;
  version: number;
  fields: readonly BuiltField[];
  subsections?: readonly { name: string; version: number; fields: readonly BuiltField[] }[];
};
type BuiltListed = { id: bigint; value: bigint };
/** `general`: x0 to x31, `modes`: pc, pstate. */
export type BuiltCpu = {
  listed: readonly BuiltListed[];
  x?: readonly bigint[];
  pc?: bigint;
  pstate?: bigint;
  vectors?: readonly bigint[];
};

/** A stream with a machine type, some guest memory, vCPUs and a run state. */
export function buildStream(
  cpus: readonly BuiltCpu[],
  state = 'prelaunch',
  page: Uint8Array = new Uint8Array(64),
): Uint8Array<ArrayBuffer> {
  const devices = [...cpus.map(cpuDevice), stateDevice(state)];
  const writer = new ByteWriter('big').text('QEVM').u32(3);
  writer.u8(0x07).u32(8).text('virt-7.2');
  writer.u8(0x02).u32(2).bytes(page).u8(0x7e).u32(2);
  for (const [n, device] of devices.entries()) writeDevice(writer, device, n + 3);
  const layout = JSON.stringify({ page_size: 4096, devices: devices.map(described) });
  return writer.u8(0x00).u8(0x06).u32(layout.length).text(layout).done();
}

function u64(name: string, values: readonly bigint[]): BuiltField {
  return { name, type: 'uint64', size: 8, values };
}

function cpuDevice(
  { listed, x = zeros(32), pc = 0n, pstate = 0x3c5n, vectors = zeros(32) }: BuiltCpu,
  instance: number,
): BuiltDevice {
  return {
    name: 'cpu',
    instance,
    version: 22,
    fields: [
      { name: 'env.regs', type: 'uint32', size: 4, values: zeros(16) },
      u64('env.xregs', x),
      u64('env.pc', [pc]),
      { name: 'cpsr', type: 'cpsr', size: 4, values: [pstate] },
      u64('env.banked_spsr', zeros(8)),
      u64('env.elr_el', zeros(4)),
      u64('env.sp_el', zeros(4)),
      { name: 'cpreg_vmstate_array_len', type: 'int32 le', size: 4, values: [BigInt(listed.length)] },
      u64(
        'cpreg_vmstate_indexes',
        listed.map(({ id }) => id),
      ),
      u64(
        'cpreg_vmstate_values',
        listed.map(({ value }) => value),
      ),
      { name: 'power_state', type: 'powered_off', size: 1, values: [0n] },
    ],
    subsections: [
      {
        name: 'cpu/vfp',
        version: 3,
        fields: vectors.map((value, n) => u64(`env.vfp.zregs[${n}].d`, [value & U64, value >> 64n])),
      },
    ],
  };
}

/** The same VM as analyze-migration.py prints it. */
export function buildAnalyzed(cpus: readonly BuiltCpu[], state = 'prelaunch'): string {
  const devices = [...cpus.map(cpuDevice), stateDevice(state)];
  const sections = devices.map((device, n) => [`${device.name} (${n + 3})`, printed(device)]);
  return JSON.stringify(Object.fromEntries([['ram (2)', {}], ...sections]), null, 4);
}

/** The stream as `virsh save` wraps it, in either byte order. */
export function buildSaveFile(
  stream: Uint8Array,
  { order = 'little', format = 0, magic = 'LibvirtQemudSave' }: SaveOptions = {},
): Uint8Array<ArrayBuffer> {
  const xml = `<domain type='kvm'><name>guest</name><os><type arch='aarch64' machine='virt-7.2'>hvm</type></os></domain>\0`;
  const writer = new ByteWriter(order).text(magic).u32(2).u32(xml.length).u32(1).u32(format).u32(0);
  for (let n = 0; n < 14; n++) writer.u32(0);
  return writer.text(xml).bytes(stream).done();
}

type SaveOptions = { order?: 'little' | 'big'; format?: number; magic?: string };

const U64 = 0xffff_ffff_ffff_ffffn;

function zeros(length: number): bigint[] {
  return Array.from({ length }, () => 0n);
}

function stateDevice(state: string): BuiltDevice {
  const text = new TextEncoder().encode(state.padEnd(20, '\0'));
  const runstate = {
    name: 'runstate',
    type: 'buffer',
    size: 20,
    values: [[...text].reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)],
  };
  return {
    name: 'globalstate',
    instance: 0,
    version: 1,
    fields: [{ name: 'size', type: 'uint32', size: 4, values: [20n] }, runstate],
  };
}

function writeDevice(
  writer: ByteWriter,
  { name, instance, version, fields, subsections = [] }: BuiltDevice,
  section: number,
): void {
  writer.u8(0x04).u32(section).u8(name.length).text(name).u32(instance).u32(version);
  const write = ({ values, size }: BuiltField): void => values.forEach((value) => writer.uint(value, size));
  fields.forEach(write);
  for (const one of subsections) {
    writer.u8(0x05).u8(one.name.length).text(one.name).u32(one.version);
    one.fields.forEach(write);
  }
  writer.u8(0x7e).u32(section);
}

function described({ name, instance, version, fields, subsections = [] }: BuiltDevice) {
  return {
    name,
    instance_id: instance,
    vmsd_name: name,
    version,
    fields: fields.map(describedField),
    ...(subsections.length === 0
      ? {}
      : {
          subsections: subsections.map((one) => ({
            vmsd_name: one.name,
            version: one.version,
            fields: one.fields.map(describedField),
          })),
        }),
  };
}

function describedField({ name, type, size, values }: BuiltField) {
  return { name, ...(values.length === 1 ? {} : { array_len: values.length }), type, size };
}

function printed({ fields, subsections = [] }: Pick<BuiltDevice, 'fields' | 'subsections'>): Record<string, unknown> {
  return Object.fromEntries([
    ...fields.map((field) => [field.name, printedField(field)]),
    ...subsections.map((one) => [one.name, printed(one)]),
  ]);
}

function printedField({ type, size, values }: BuiltField): string | string[] {
  const texts = values.map((value) => {
    const digits = value.toString(16).padStart(size * 2, '0');
    return type.includes('int') ? `0x${digits}` : (digits.match(/../g) ?? []).join(' ');
  });
  return values.length === 1 ? (texts[0] ?? '') : texts;
}
