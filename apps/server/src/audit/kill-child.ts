// For the test that kills it: appends to the log in the folder that it is given, and says what was acknowledged, one line each.
import { writeSync } from 'node:fs';
import { attemptOf, resultOf } from './audit-builder.test-helper.ts';
import { AuditLog } from './audit-log.ts';

const [folder = '', run = ''] = process.argv.slice(2);
const log = await AuditLog.open(folder, { mostBytes: 100_000 });
// Written at once and not buffered here: what was said before a kill was said.
const say = (text: string) => writeSync(1, `${text}\n`);

async function work(worker: number): Promise<void> {
  for (let n = 0; ; n++) {
    const name = `${run}.${worker}.${n}`;
    await log.attempt(attemptOf(name));
    say(`attempt ${name}`);
    await log.result(resultOf(name));
    say(`result ${name}`);
  }
}

await Promise.all([work(0), work(1), work(2)]);
