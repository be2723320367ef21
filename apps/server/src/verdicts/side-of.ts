// One side of a verdict: what a VM holds, and what is known of the host that it is or was on.
import { featuresOf } from '@regscope/catalogs';
import { targetOf, type Held, type Target } from '@regscope/checks';
import type { SideToCompare, VerdictSide } from '@regscope/contract';
import type { Hosts, Snapshot } from '@regscope/sources';
import type { Profiles } from '../profiles.ts';
import { recordedFrom } from '../recorded-from.ts';

export type Side = {
  snapshot: Snapshot;
  registers: readonly Held[];
  wire: VerdictSide;
  features: readonly string[];
  /** Its file does not tell the features: they follow from what is listed. */
  inferred: boolean;
  /** The host, as it would take a VM of these features. */
  host: (features: readonly string[]) => Promise<Target>;
};

export async function sideOf(from: { hosts: Hosts; profiles: Profiles }, side: SideToCompare): Promise<Side> {
  return 'file' in side ? ofFile(from.profiles, side) : ofVm(from, side);
}

async function ofFile(profiles: Profiles, { file, base64 }: { file: string; base64: string }): Promise<Side> {
  const { host, capture } = recordedFrom(Buffer.from(base64, 'base64'), file);
  const snapshot = await host.snapshot('1');
  if (capture.probe === null) return ofSnapshot(profiles, snapshot, file);
  const made = await ofSnapshot(profiles, snapshot, file);
  return { ...made, wire: { ...made.wire, probed: file }, host: async (features) => targetOf(capture, features) };
}

async function ofVm(
  { hosts, profiles }: { hosts: Hosts; profiles: Profiles },
  at: { host: string; vm: string },
): Promise<Side> {
  const snapshot = await (await hosts.find(at.host)).snapshot(at.vm);
  return ofSnapshot(profiles, snapshot, `${at.host}/${at.vm}`);
}

async function ofSnapshot(profiles: Profiles, snapshot: Snapshot, name: string): Promise<Side> {
  const { vm, kernel, cpu, registers } = snapshot;
  const recording = await profiles.like({ name: vm.host, arch: vm.arch, kernel, cpu });
  return {
    snapshot,
    registers: registers.map(({ id, values }) => ({ id, values })),
    wire: { name, kernel, cpu, probed: recording?.name ?? null },
    features: vm.features ?? featuresOf(registers),
    inferred: vm.features === null,
    host: async (features) => (recording && (await profiles.of(recording, features))) ?? unprobed,
  };
}

const unprobed: Target = {
  offered: null,
  lacking: [],
  makes: null,
  because:
    'no recording tells what this host takes: capture a VM there with a probe (regscope capture HOST/new --probe)',
  shape: undefined,
};
