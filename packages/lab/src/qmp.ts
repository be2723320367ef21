// QEMU's control protocol: one JSON object per line, each command answered by `return` or `error` (docs/interop/qmp-spec).
import type { Duplex } from 'node:stream';

export type Qmp = {
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
};

type Message = {
  readonly id?: number;
  readonly return?: Record<string, unknown>;
  readonly error?: { readonly class: string; readonly desc: string };
};

type Waiting = {
  readonly resolve: (value: Readonly<Record<string, unknown>>) => void;
  readonly reject: (reason: Error) => void;
};

/** Speaks QMP over a stream; commands may be given at once, QEMU takes them in order. */
export function openQmp(stream: Duplex): Qmp {
  const waiting = new Map<number, Waiting>();
  const lines = jsonLines();
  const end = () => {
    for (const { reject } of waiting.values()) reject(new Error('QEMU closed its control stream'));
    waiting.clear();
  };
  stream.on('data', (chunk: Buffer) => {
    for (const message of lines(chunk)) settle(waiting, message as Message);
  });
  stream.on('error', end).on('close', end);

  let last = 0;
  const execute: Qmp['execute'] = (command, args = {}) =>
    new Promise((resolve, reject) => {
      if (stream.destroyed) return reject(new Error('QEMU closed its control stream'));
      const id = ++last;
      waiting.set(id, { resolve, reject });
      return stream.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  void execute('qmp_capabilities').catch(() => {});
  return { execute };
}

function settle(waiting: Map<number, Waiting>, { id, return: result, error }: Message): void {
  const command = id === undefined ? undefined : waiting.get(id);
  if (id === undefined || command === undefined) return;
  waiting.delete(id);
  if (error) command.reject(new Error(`QEMU: ${error.desc}`));
  else command.resolve(result ?? {});
}

const longestLine = 1 << 20;

/** Splits a stream of bytes, however it is cut, into the JSON objects of its lines; what is not JSON is passed over. */
export function jsonLines(): (chunk: Buffer) => unknown[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    rest = bytes.subarray(end);
    if (rest.length > longestLine) rest = Buffer.alloc(0);
    return bytes.toString('utf8', 0, end).split('\n').flatMap(parsed);
  };
}

function parsed(line: string): unknown[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? [value] : [];
  } catch {
    return [];
  }
}
