// Starts native/tests/checking-vmm.c: a VMM of another process that ends itself with a sentence when somebody disturbed its threads.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { nativeArch } from './native-arch.ts';

const program = fileURLToPath(new URL(`../native/build/${nativeArch}/checking-vmm`, import.meta.url));

/** Why it cannot be started here; empty when it can. */
export const whyNoCheckingVmm = existsSync(program) ? '' : 'native/tests/checking-vmm.c is not built';

type Filter = 'none' | 'allow' | 'no-read' | 'strict';
type Wanted = { vcpus: number; filter?: Filter; begins?: 'run' | 'wait'; name?: string };

/** For as long as it is `used`. `name`: its program is called so, which makes it one of the VMMs that regscope knows. */
export async function checkingVmm({ vcpus, filter = 'none', begins = 'run', name = 'checking-vmm' }: Wanted) {
  const folder = mkdtempSync(join(tmpdir(), 'checking-vmm-'));
  const page = join(folder, 'page');
  writeFileSync(page, new Uint8Array(PAGE_BYTES));
  copyFileSync(program, join(folder, name));
  const child = spawn(join(folder, name), [page, String(vcpus), filter, begins], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return new CheckingVmm(folder, child, ended);
}

class CheckingVmm implements AsyncDisposable {
  readonly pid: number;
  readonly #folder: string;
  readonly #child: Child;
  readonly #ended: Promise<unknown>;

  constructor(folder: string, child: Child, ended: Promise<unknown>) {
    this.pid = child.pid ?? 0;
    this.#folder = folder;
    this.#child = child;
    this.#ended = ended;
  }

  /** Its vCPUs begin to run, where they waited. */
  start(): void {
    this.#child.stdin.write('\n');
  }

  /** How often its vCPUs came back from KVM_RUN and found everything as they had left it; what it found fault with instead. */
  runs(): number | string {
    const bytes = readFileSync(join(this.#folder, 'page'));
    if (bytes.readUInt32LE(HAS_FAILED) !== 0 || this.#child.exitCode !== null || this.#child.signalCode !== null)
      return `ended: ${this.#child.exitCode ?? this.#child.signalCode}`;
    return Array.from({ length: MOST_VCPUS }, (_, vcpu) => Number(bytes.readBigUInt64LE(RUNS + 8 * vcpu))).reduce(
      (sum, one) => sum + one,
    );
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    rmSync(this.#folder, { recursive: true });
  }
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** struct checking_page of native/tests/checking-vmm.h */
const [PAGE_BYTES, HAS_FAILED, RUNS, MOST_VCPUS] = [64 << 10, 4, 88, 8];
