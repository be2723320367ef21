import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';
import { contractSuite } from './contract-suite.ts';
import { kvmOverAgent, kvmOverFfi, type Kvm } from './index.ts';
import { ffiFiles, nativeBuild, whyClosed } from './test-files.ts';

describe.skipIf(whyClosed !== '').each([
  ['ffi', () => kvmOverFfi(ffiFiles)],
  ['agent', localAgent],
] as const)(`/dev/kvm of this machine through %s${whyClosed}`, (_, open) => {
  let kvm: Kvm;
  beforeAll(async () => {
    kvm = await open();
  });
  afterAll(async () => kvm[Symbol.asyncDispose]());
  contractSuite(() => kvm);
});

/** The agent of the lab, run here as an ordinary process. */
async function localAgent(): Promise<Kvm> {
  const child = spawn(fileURLToPath(new URL('regscope-agent', nativeBuild)), { stdio: ['pipe', 'pipe', 'inherit'] });
  return kvmOverAgent(Duplex.from({ readable: child.stdout, writable: child.stdin }));
}
