// What QEMU itself says of its VM, where its monitor's socket is known. It is asked only when somebody attaches or edits: a monitor takes one
// client at a time.
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Vm } from '@regscope/contract';
import { openQmp } from '@regscope/lab';
import type { SeenVm } from '../seen-vm.ts';
import { qmpPath } from './qmp-path.ts';

/** A phase that QEMU told, and when. */
export type ToldPhase = { phase: 'new' | 'started'; because: string };

/** Undefined where nobody answers in half a second, or not what tells a phase. A VM of this machine alone. */
export async function askQmp({ vm, holder }: SeenVm): Promise<ToldPhase | undefined> {
  const path = vm.vmm === 'QEMU' ? qmpPath(holder.argv) : undefined;
  if (path === undefined) return undefined;
  const status = await statusAt(placeOf(holder.stat.pid, path)).catch(() => undefined);
  const phase = phases[status ?? ''];
  return phase === undefined
    ? undefined
    : { phase, because: `QEMU said at ${now()} that it is ${status} (QMP, query-status)` };
}

/** What nothing else told. */
export function withTold(vm: Vm, told: ToldPhase | undefined): Vm {
  return vm.phase !== 'unknown' || told === undefined ? vm : { ...vm, phase: told.phase, phaseBecause: told.because };
}

/** Through its own view of the file system: it may be in a container, or have been started elsewhere. */
function placeOf(pid: number, path: string): string {
  return path.startsWith('/') ? join(`/proc/${pid}/root`, path) : join(`/proc/${pid}/cwd`, path);
}

async function statusAt(path: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const socket = connect(path);
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal });
    const late = once(signal, 'abort').then(() => undefined);
    const answer = await Promise.race([openQmp(socket).execute('query-status'), late]);
    return typeof answer?.['status'] === 'string' ? answer['status'] : undefined;
  } finally {
    socket.destroy();
  }
}

/** RunState (qapi/run-state.json, QEMU 10.2), as far as it tells whether a vCPU has run. */
const phases: Readonly<Record<string, ToldPhase['phase']>> = {
  prelaunch: 'new',
  inmigrate: 'new',
  running: 'started',
  paused: 'started',
  suspended: 'started',
  postmigrate: 'started',
  debug: 'started',
  'guest-panicked': 'started',
  'io-error': 'started',
  watchdog: 'started',
};

function now(): string {
  return new Date().toISOString().slice(11, 19);
}

const PATIENCE_MS = 500;
