import { join } from 'node:path';
import type { Duplex } from 'node:stream';

import { assemble, type LabOptions, type Parts } from './assemble.ts';
import { greetAgent } from './greet-agent.ts';
import { traits } from './guest.ts';
import { resumes } from './hardware.ts';
import { innerIsUp, openInner, type InnerVm } from './inner.ts';
import { LabError } from './lab-error.ts';
import { labName, parseLabName, type LabSpec } from './lab-name.ts';
import { withLock } from './lock.ts';
import { startMachine, type LabExit, type Machine } from './machine.ts';
import { draftPath, forgetState, hasState, removeStates, saveState, stateIdentity } from './saved-state.ts';

/** A lab host that has answered; `agent` is the byte stream to its agent. */
export interface RunningLab extends AsyncDisposable {
  readonly name: string;
  readonly kernelRelease: string;
  readonly qemuVersion: string;
  readonly agent: Duplex;
  /** The guests that VMMs run in it (trait `qemu`), by name; they are up. */
  readonly inner: ReadonlyMap<string, InnerVm>;
  /** From starting QEMU to the agent's first answer. */
  readonly bootMs: number;
  readonly from: 'saved state' | 'cold boot';
  readonly pid: number;
  readonly exited: Promise<LabExit>;
  /** Ends the emulated host; may be called again. */
  readonly stop: () => Promise<void>;
}

const patience = { resumedMs: 8000, resumedInnerMs: 30_000, coldMs: 120_000, innerMs: 240_000 };

/** Starts a lab host: from its saved state, else by booting it, after which its state is saved for the next time. */
export async function startLab(spec: LabSpec, options: LabOptions): Promise<RunningLab> {
  const wanted = validated(spec);
  const parts = await assemble(wanted, options, 'as cached');
  if (!resumes(parts.board)) return boot(await assemble(wanted, options, 'verified'), options);
  const resumed = await resume(parts, options);
  if (resumed) return resumed;

  const { folder, stem } = parts.place;
  const onWait = (owner: string) => options.onProgress?.(`${parts.name} is being booted by ${owner}`);
  return withLock(
    join(folder, `lock-${stem}`),
    async () => (await resume(parts, options)) ?? bootAndSave(await assemble(wanted, options, 'verified'), options),
    { signal: options.signal, onWait },
  );
}

/** Throws a LabError for what names no lab host. */
export function validated(spec: LabSpec): Required<LabSpec> {
  const name = labName(spec);
  const wanted = parseLabName(name);
  if (wanted) return wanted;
  const names = Object.keys(traits).join(', ');
  throw new LabError('LAB_BAD_NAME', `${JSON.stringify(name)} does not name a lab host`, {
    remedy: `Write lab:SERIES:CPU, such as lab:6.12:max, or lab:scope:max for the kernel that is built here, and a Debian suite for its QEMU after that if need be; a CPU may have ${names}, as in lab:7.3:max+el2.`,
  });
}

async function resume(parts: Parts, options: LabOptions): Promise<RunningLab | undefined> {
  if (!(await hasState(parts.place))) return undefined;
  const tried = await stateIdentity(parts.place);
  const started = await start(parts, { options, state: parts.place.path, resume: 'from state' });
  if (started.answered) return running(parts, started, 'saved state');
  await started.machine.stop();
  options.signal?.throwIfAborted();
  options.onProgress?.(`the saved state of ${parts.name} did not answer; booting it anew`);
  // Somebody who was quicker may have saved a good one meanwhile.
  if ((await stateIdentity(parts.place)) === tried) await forgetState(parts.place);
  return undefined;
}

/** Boots a host whose state would be of no use. */
async function boot(parts: Parts, options: LabOptions): Promise<RunningLab> {
  return running(parts, await bootCold(parts, { options, state: '' }), 'cold boot');
}

async function bootCold(parts: Parts, { options, state }: Omit<How, 'resume'>): Promise<Started> {
  options.onProgress?.(`booting ${parts.name} (Linux ${parts.kernel.release}, QEMU ${parts.emulator.version})`);
  const started = await start(parts, { options, state, resume: 'cold' });
  if (started.answered && options.signal?.aborted !== true) return started;
  const failure = await bootFailed(parts, started.machine);
  options.signal?.throwIfAborted();
  throw failure;
}

async function bootAndSave(parts: Parts, options: LabOptions): Promise<RunningLab> {
  await removeStates(parts.place, 'all');
  const draft = await draftPath(parts.place);
  const started = await bootCold(parts, { options, state: draft });
  const { machine } = started;
  // A full disk, say: the host is up all the same, only the next start will be slow again.
  const unsaved = async (error: Error) => {
    options.onProgress?.(`the state of ${parts.name} could not be saved: ${error.message}`);
    await removeStates(parts.place, 'all');
    await machine.qmp.execute('cont');
  };
  try {
    await saveState(machine, { place: parts.place, draft }).catch(unsaved);
    return running(parts, started, 'cold boot');
  } catch (error) {
    await machine.stop();
    throw error;
  }
}

type How = { readonly options: LabOptions; readonly state: string; readonly resume: 'from state' | 'cold' };
type Started = {
  readonly machine: Machine;
  readonly inner: ReadonlyMap<string, InnerVm>;
  readonly answered: boolean;
  readonly bootMs: number;
};

async function start(parts: Parts, { options, state, resume: how }: How): Promise<Started> {
  const { signal } = options;
  const { emulator, board, kernel, initramfs } = parts;
  signal?.throwIfAborted();
  const before = performance.now();
  const machine = await startMachine({
    emulator,
    board,
    image: kernel.image,
    initramfs: initramfs.path,
    state,
    resume: how,
  });
  const abort = () => void machine.stop();
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  const inner = openInner(machine.ports);
  const answered = await isUp({ machine, inner }, how);
  signal?.removeEventListener('abort', abort);
  return { machine, inner, answered, bootMs: performance.now() - before };
}

// A state is saved when all is up, so that nothing has to come up after it was loaded.
async function isUp({ machine, inner }: Pick<Started, 'machine' | 'inner'>, how: How['resume']): Promise<boolean> {
  if (how === 'from state')
    return greetAgent(machine.agent, inner.size > 0 ? patience.resumedInnerMs : patience.resumedMs);
  return (await greetAgent(machine.agent, patience.coldMs)) && innerIsUp(inner, patience.innerMs);
}

function running(
  { name, kernel, emulator }: Parts,
  { machine, inner, bootMs }: Started,
  from: RunningLab['from'],
): RunningLab {
  const { pid, agent, exited, stop } = machine;
  const facts = { name, kernelRelease: kernel.release, qemuVersion: emulator.version };
  return { ...facts, agent, inner, bootMs, from, pid, exited, stop, [Symbol.asyncDispose]: stop };
}

async function bootFailed({ name, board: { cpu } }: Parts, machine: Machine): Promise<LabError> {
  await machine.stop();
  const said = machine.log().trim().split('\n').slice(-6).join('\n');
  return new LabError('LAB_BOOT_FAILED', `${name} did not come up: ${said || 'it printed nothing'}`, {
    remedy: `See the last lines of its console above. If QEMU does not know the CPU model ${cpu}, choose another or a newer QEMU.`,
  });
}
