import { formatRegisterId, hex } from '@regscope/registers';
import { FORMAT, VERSION, type Capture, type CapturedRegister } from '../format.ts';
import { oneLine, type ImportedRegister, type ImportedState } from './imported-state.ts';

/** The same state as a capture. `made` says when regscope read the file: when the VM was saved, few files tell. */
export function captureOf(state: ImportedState, made: Capture['made']): Capture {
  const { arch, kernel, cpu, vcpus, features, phase, vmm } = state;
  const name = oneLine(state.file, 120) || 'a file without a name';
  return {
    format: FORMAT,
    version: VERSION,
    made,
    host: { name, kind: 'unknown', arch, kernel: short(kernel), cpu: short(cpu), capabilities: null, offered: null },
    vm: {
      vcpus,
      features: features === null ? null : [...features],
      phase: phase ?? 'unknown',
      vmm: short(vmm),
    },
    imported: {
      format: state.format,
      version: state.formatVersion === null ? null : oneLine(state.formatVersion, 80),
      claims: [...state.claims],
      unknown: [...state.unknown],
      partial: state.partial.map(({ id, value, mask }) => ({
        id: formatRegisterId(id),
        value: hex(value),
        mask: hex(mask),
      })),
    },
    attached: null,
    registers: state.registers.map(capturedRegister),
    announced: null,
    probe: null,
  };
}

function capturedRegister({ id, values, reasons }: ImportedRegister): CapturedRegister {
  const [first] = values;
  if (first !== undefined && first !== null && values.every((value) => value === first))
    return { id: formatRegisterId(id), value: hex(first) };
  return {
    id: formatRegisterId(id),
    values: values.map((value) => (value === null ? null : hex(value))),
    errors: [...reasons],
  };
}

function short(text: string | null): string | null {
  return text === null ? null : oneLine(text, 120);
}
