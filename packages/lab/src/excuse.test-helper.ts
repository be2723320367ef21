import { LabError } from './index.ts';

const excuses = ['LAB_AGENT_MISSING', 'LAB_NOT_DEBIAN', 'LAB_DOWNLOAD_FAILED', 'LAB_QEMU_MISSING'];

/** Why there is no lab host here, told loudly, for tests that are skipped then. Throws what is no excuse, and in CI everything. */
export function excuseOf(error: unknown): string {
  if (!(error instanceof LabError) || !excuses.includes(error.code) || process.env['CI'] === 'true') throw error;
  const excuse = `${error.message}. ${error.remedy}`;
  console.warn(`SKIPPED, no lab host: ${excuse}`);
  return excuse;
}
