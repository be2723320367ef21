import type { Client } from '@regscope/contract';
import { say } from './output.ts';

/** Does the work, and says on standard error what hosts that are starting are doing meanwhile. */
export async function withProgress<T>(client: Client, work: Promise<T>): Promise<T> {
  const said = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { name, state, because } of await client.hosts().catch(() => []))
      if (state === 'starting' && !said.has(because)) {
        said.add(because);
        say(`${name}: ${because}`);
      }
  };
  const timer = setInterval(() => void look(), 400);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
