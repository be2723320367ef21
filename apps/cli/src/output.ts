import { RegscopeError, type ErrorCode } from '@regscope/contract';

export type JsonOption = { json?: true };

/** One JSON document, or what `text` makes of the same answer. */
export function answerWith<T>(answer: T, { json }: JsonOption, text: (answer: T) => string): void {
  process.stdout.write(`${json === true ? JSON.stringify(answer, null, 2) : text(answer)}\n`);
}

/** Messages and progress: never on standard output, which belongs to the answer. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Columns as wide as their widest cell, two spaces apart. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Sets the exit status, and tells what went wrong: as a sentence, and with --json as the error itself. */
export function failWith(error: unknown, json: boolean): void {
  const known = error instanceof RegscopeError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  say(`regscope: ${message}`);
  if (json)
    process.stdout.write(
      `${JSON.stringify({ code: known?.code ?? 'INTERNAL', message, details: known?.details ?? {} }, null, 2)}\n`,
    );
  if (known === undefined && error instanceof Error) say(error.stack ?? '');
  process.exitCode = known !== undefined && noes.has(known.code) ? 1 : 2;
}

/** The question was understood, and the answer is no. */
const noes: ReadonlySet<ErrorCode> = new Set([
  'KERNEL_REFUSED',
  'CORE_REFUSED',
  'VM_STARTED',
  'PHASE_UNKNOWN',
  'NOT_EDITABLE',
  'NEEDS_ATTACH',
  'ATTACH_REFUSED',
  'PLAN_STALE',
  'PLAN_REFUSED',
]);

/** For arguments that were wrong, which was said already. */
export function failUsage(message: string, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ code: 'BAD_REQUEST', message, details: {} }, null, 2)}\n`);
  process.exitCode = 2;
}
