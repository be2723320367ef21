import { once } from 'node:events';
import {
  isAttachedName,
  RegscopeError,
  type AttachVm,
  type Client,
  type SideToCompare,
  type Vm,
} from '@regscope/contract';
import { isFile, readFileBytes } from './read-file.ts';

/** `HOST/VM`; `HOST/PID-FD?attach`: a VM of another process, each vCPU of which is stopped for a moment; or `HOST/new?vcpus=4&features=sve,pmu`: a VM made for this command and closed after it. */
export type Source =
  | { host: string; vm: string; attach?: AttachVm }
  | { host: string; shape: { vcpus: number; features?: string[] } };

/** Throws a RegscopeError of code BAD_REQUEST for what names no source. */
export function parseSource(text: string): Source {
  const [, host, vm, query] = /^([^/?]+)\/([^/?]+)(?:\?(.*))?$/.exec(text) ?? [];
  if (host === undefined || vm === undefined) throw unknownSource(text);
  if (vm === 'new') return { host, shape: shapeOf(new URLSearchParams(query ?? ''), text) };
  if (query === undefined) return { host, vm };
  const despiteFilters = query === 'attach=despite-filters';
  if (!isAttachedName(vm) || (query !== 'attach' && !despiteFilters)) throw unknownSource(text);
  return { host, vm, attach: { despiteFilters } };
}

/** The VM of a source for as long as `use` takes. A VM that was made for it is closed also when the command is interrupted. */
export async function withSource<T>(client: Client, text: string, use: (vm: Vm) => Promise<T>): Promise<T> {
  const source = parseSource(text);
  if ('vm' in source) {
    if (source.attach !== undefined) await client.attach(source.host, source.vm, source.attach);
    return use(await client.vm(source.host, source.vm));
  }
  const interrupted = interruption();
  interrupted.catch(() => undefined);
  const vm = await client.createVm(source.host, source.shape);
  try {
    return await Promise.race([use(vm), interrupted]);
  } finally {
    await client.closeVm(vm.host, vm.vm);
  }
}

/** A source as the server is asked about it: a VM, for as long as `use` takes, or the bytes of a file. */
export async function withSide<T>(client: Client, text: string, use: (side: SideToCompare) => Promise<T>): Promise<T> {
  if (isFile(text)) return use({ file: text, base64: Buffer.from(readFileBytes(text)).toString('base64') });
  return withSource(client, text, ({ host, vm }) => use({ host, vm }));
}

/** Before the first VM is made: throws a RegscopeError of code BAD_REQUEST for what is neither a file nor names a source. */
export function mustBeSource(text: string): void {
  if (!isFile(text)) parseSource(text);
}

/** For work of the server that ends when nobody waits for it. */
export async function untilInterrupted<T>(work: Promise<T>): Promise<T> {
  return Promise.race([work, interruption()]);
}

/** Rejects on Ctrl-C or SIGTERM, which from now on do not end the process by themselves. */
async function interruption(): Promise<never> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  throw new RegscopeError('INTERRUPTED', 'interrupted; what was made for this command is closed');
}

function shapeOf(query: URLSearchParams, text: string): { vcpus: number; features?: string[] } {
  const [vcpus, features] = [query.get('vcpus') ?? '2', query.get('features')];
  const unknown = [...query.keys()].filter((key) => key !== 'vcpus' && key !== 'features');
  if (unknown.length > 0 || !/^[1-9]\d{0,2}$/.test(vcpus)) throw unknownSource(text);
  return {
    vcpus: Number(vcpus),
    ...(features === null ? {} : { features: features.split(',').filter((name) => name !== '') }),
  };
}

function unknownSource(text: string): RegscopeError {
  return new RegscopeError(
    'BAD_REQUEST',
    `${JSON.stringify(text)} is no source: give HOST/VM as "regscope vms" prints it, with ?attach behind it for a VM of another process, or HOST/new or HOST/new?vcpus=4&features=sve,pmu`,
    { source: text },
  );
}
