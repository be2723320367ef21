import { RegscopeError, vmmNames, type Vmm } from '@regscope/contract';

/** Throws a RegscopeError of code BAD_REQUEST that says which there are. */
export function vmmOf(text: string): Vmm {
  const vmm = vmmNames.find((one) => one === text);
  if (vmm !== undefined) return vmm;
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(text)} is none of ${vmmNames.join(', ')}`, { vmm: text });
}

/** `qemu`, or `qemu:10.2` where the version matters. */
export function restorerOf(text: string): { vmm: Vmm; version?: string } {
  const [name = '', version, ...more] = text.split(':');
  const vmm = vmmOf(more.length === 0 ? name : text);
  if (version === undefined) return { vmm };
  if (/^\d{1,4}(\.\d{1,4}){0,3}$/.test(version)) return { vmm, version };
  throw new RegscopeError('BAD_REQUEST', `${JSON.stringify(version)} is no version of ${vmm}, such as 10.2`, {
    version,
  });
}
