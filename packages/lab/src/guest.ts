// The kinds of emulated hosts, as rows: what differs from one architecture to the other, and what a trait adds.

/** As Debian calls an architecture. */
export type GuestArch = 'arm64' | 'riscv64';

export type Guest = {
  readonly arch: GuestArch;
  /** As compilers call it. */
  readonly target: 'aarch64' | 'riscv64';
  readonly emulator: {
    readonly program: string;
    /** Names that Debian's package has had, the present one first. */
    readonly packages: readonly [string, ...string[]];
    /** What the machine starts from besides the kernel, and the package that has it. */
    readonly firmware?: { readonly path: string; readonly package: string };
  };
  readonly kernel: {
    /** How the release of a fitting Debian kernel ends. */
    readonly flavour: string;
    /** Lists of backports are tiny, so they are asked first; the first suite that has a series provides its newest package. */
    readonly suites: readonly string[];
    /** What has to be loaded before the agent can serve; one that the packages do not have is built into the kernel. */
    readonly modules: readonly string[];
    /** `fetched`: where modules are a package of their own (100 MB), it holds what is needed. */
    readonly modulePackage: 'fetched' | 'left out';
  };
  readonly machine: string;
  readonly cpu: (model: string) => string;
  readonly console: string;
};

const port = ['virtio_pci', 'virtio_console'];

export const guests: Readonly<Record<GuestArch, Guest>> = {
  arm64: {
    arch: 'arm64',
    target: 'aarch64',
    emulator: { program: 'qemu-system-aarch64', packages: ['qemu-system-arm'] },
    kernel: {
      flavour: 'cloud-arm64',
      suites: ['bookworm-backports', 'trixie-backports', 'bookworm', 'trixie', 'forky', 'sid'],
      modules: port,
      // Since they are a package of their own, everything that is needed is built in.
      modulePackage: 'left out',
    },
    // The guest needs EL2 for its KVM.
    machine: 'virt,virtualization=on,gic-version=3',
    // pauth-impdef: the architected algorithm makes emulation three times slower.
    cpu: (model) => (model === 'max' ? 'max,pauth-impdef=on' : model),
    console: 'ttyAMA0',
  },
  riscv64: {
    arch: 'riscv64',
    target: 'riscv64',
    emulator: {
      program: 'qemu-system-riscv64',
      packages: ['qemu-system-riscv', 'qemu-system-misc'],
      firmware: { path: 'usr/lib/riscv64-linux-gnu/opensbi/generic/fw_dynamic.bin', package: 'opensbi' },
    },
    kernel: {
      flavour: 'riscv64',
      suites: ['trixie-backports', 'trixie', 'forky', 'sid'],
      modules: [...port, 'kvm'],
      modulePackage: 'fetched',
    },
    machine: 'virt',
    cpu: (model) => `${model},h=true`,
    console: 'ttyS0',
  },
};

/** CPU models of QEMU's that are RISC-V; all others are taken for Arm's. */
const riscv = /^(?:rv|rva|sifive-|shakti-|thead-|veyron-|tt-|xiangshan-)/;

/** The architecture of a lab host follows from its CPU model. */
export function guestOf(cpu: string): Guest {
  return riscv.test(cpu) ? guests.riscv64 : guests.arm64;
}

/** The folder of something in the cache: that of arm64 has no ending, as it was there before the others. */
export function ofArch(name: string, { arch }: Guest): string {
  return arch === 'arm64' ? name : `${name}-${arch}`;
}

type Trait = {
  readonly arch: GuestArch;
  readonly machine?: string;
  readonly mode?: KvmMode;
  /** Whether VMMs run guests in the lab host, so that there is something to look at that regscope did not make. */
  readonly inner?: 'guests';
};

/**
 * kvm-arm.mode on the kernel's command line (Documentation/admin-guide/kernel-parameters.txt). Only in nvhe does a host go on after
 * its saved state was loaded: in the others, where the kernel itself uses EL2, it answers nothing any more.
 */
export type KvmMode = 'nvhe' | 'nested';

/** What an emulated host can have beyond its CPU model; only VMs that ask for it see it. */
export const traits = {
  el2: { arch: 'arm64', mode: 'nested' },
  mte: { arch: 'arm64', machine: 'mte=on' },
  qemu: { arch: 'arm64', inner: 'guests' },
  // Under QEMU 7.2 with OpenSBI 1.1 no interrupt arrives then.
  aia: { arch: 'riscv64', machine: 'aia=aplic-imsic' },
} as const satisfies Readonly<Record<string, Trait>>;

export type TraitName = keyof typeof traits;

/** What these traits add. */
export function traitRows(names: readonly TraitName[]): readonly Trait[] {
  return names.map((name) => traits[name]);
}
