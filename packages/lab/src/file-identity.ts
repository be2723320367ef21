import { stat } from 'node:fs/promises';

import { LabError } from './lab-error.ts';

/** What stands for the content of a program that was built here: its size and time, so that nothing is hashed at each start. */
export async function fileIdentity(program: string): Promise<string> {
  const { size, mtimeMs } = await stat(program).catch((cause: unknown) => {
    throw new LabError('LAB_AGENT_MISSING', `a program of the guest is missing: ${program}`, {
      remedy: 'Build it: make -C native agent, with a compiler for the guest as CC.',
      cause,
    });
  });
  return `${program} ${size} ${mtimeMs}`;
}
