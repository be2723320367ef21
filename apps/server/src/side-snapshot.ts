import { MOST_BYTES } from '@regscope/captures';
import type { SideToCompare } from '@regscope/contract';
import type { Hosts, Snapshot } from '@regscope/sources';
import { recordedFrom } from './recorded-from.ts';

/** Of a request with a file in it: Base64 takes four characters for three bytes. */
export const MOST_BODY = 2 * MOST_BYTES;

/** What a VM holds, or what a file says of one. */
export async function snapshotOf(hosts: Hosts, side: SideToCompare): Promise<Snapshot> {
  if ('vm' in side) return (await hosts.find(side.host)).snapshot(side.vm);
  return recordedFrom(Buffer.from(side.base64, 'base64'), side.file).host.snapshot('1');
}
