import type { Client } from '@regscope/contract';
import { say } from './output.ts';

/** Does the work, and says on standard error what hosts are doing meanwhile. */
export async function withProgress<T>(client: Client, work: Promise<T>): Promise<T> {
  const said = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { name, state, because, busy } of await client.hosts().catch(() => [])) {
      const doing = state === 'starting' ? because : busy;
      // How far a step is would be a line every half second.
      const step = doing.replaceAll(/\d+ of (\d+)(?![\d ]*:)/g, '$1');
      if (doing === '' || said.has(step)) continue;
      said.add(step);
      say(`${name}: ${doing}`);
    }
  };
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
  }, 400);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    await looking;
  }
}
