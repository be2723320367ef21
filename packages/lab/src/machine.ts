// One QEMU process: what it is told, its streams, and its end. It never outlives this process: the kernel ends it with us.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Emulator } from './emulator.ts';
import { hardware, portsOf, type Board } from './hardware.ts';
import { keepTail } from './keep-tail.ts';
import { openQmp, type Qmp } from './qmp.ts';
import { findProgram } from './run-program.ts';

export type LabExit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what the console and QEMU itself printed. */
  readonly log: string;
};

export type Machine = {
  readonly pid: number;
  readonly agent: Duplex;
  /** Beyond the agent's, by name. */
  readonly ports: ReadonlyMap<string, Duplex>;
  readonly qmp: Qmp;
  readonly exited: Promise<LabExit>;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

type Start = {
  readonly emulator: Emulator;
  readonly board: Board;
  readonly image: string;
  readonly initramfs: string;
  /** Where the state is saved to, or with `resume` read from. */
  readonly state: string;
  readonly resume: 'from state' | 'cold';
};

// Through the environment, so that no path has to be quoted for the shell that QEMU starts.
const stateVariable = 'REGSCOPE_LAB_STATE';

/** The QMP address to which a machine's state is saved. */
export const saveAddress = `exec:cat >"$${stateVariable}"`;

/** Starts QEMU. */
export async function startMachine({ emulator, board, image, initramfs, state, resume }: Start): Promise<Machine> {
  const guest = [...hardware(board), ...emulator.firmware, '-kernel', image, '-initrd', initramfs];
  const incoming = resume === 'from state' ? ['-incoming', `exec:cat <"$${stateVariable}"`] : [];
  const [program, ...args] = [...(await boundToUs()), ...emulator.command, ...guest, ...incoming];
  const ports = portsOf(board);
  const child = spawn(program ?? '', args, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', ...ports.map(() => 'pipe' as const)],
    env: { ...process.env, ...emulator.env, [stateVariable]: state },
  });
  return supervise(
    child,
    ports.map(({ name }) => name),
  );
}

// prctl(2) PR_SET_PDEATHSIG by util-linux. Without it the agent still powers the guest off when nobody holds its port.
async function boundToUs(): Promise<string[]> {
  const setpriv = await findProgram('setpriv');
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--'];
}

function supervise(child: ChildProcess, names: readonly string[]): Machine {
  const log = keepTail([child.stdout, child.stderr]);
  const [, , , agent, control, ...more] = child.stdio as unknown as Duplex[];
  if (!agent || !control) throw new Error('QEMU could not be started: no more file descriptors');
  for (const stream of [agent, ...more]) stream.on('error', () => {});
  const ports = new Map(more.map((stream, at) => [names[at] ?? '', stream]));
  const qmp = openQmp(control);
  const exited = new Promise<LabExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, log: error.message }));
    // Not 'close': that waits for the agent's stream too, which nobody may be reading any more.
    child.once('exit', (code, signal) => {
      void ended([child.stdout, child.stderr]).then(() => resolve({ code, signal, log: log() }));
    });
  });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= end(child, { qmp, exited }).finally(() => close([agent, ...more])));
  return { pid: child.pid ?? 0, agent, ports, qmp, exited, log, stop };
}

function close(streams: readonly Duplex[]): void {
  for (const stream of streams) stream.destroy();
}

async function end(child: ChildProcess, { qmp, exited }: Pick<Machine, 'qmp' | 'exited'>): Promise<void> {
  const kill = setTimeout(() => child.kill('SIGKILL'), 2000);
  qmp.execute('quit').catch(() => {});
  await exited;
  clearTimeout(kill);
}

async function ended(streams: readonly (Readable | null)[]): Promise<void> {
  const all = streams.map(async (stream) => stream === null || finished(stream).catch(() => {}));
  await Promise.race([Promise.all(all), sleep(500)]);
}
