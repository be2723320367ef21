import type { Duplex } from 'node:stream';
import { Channel } from './channel.ts';
import { kvmOverChannel, type Kvm } from './kvm.ts';

/**
 * KVM through an agent at the other end of a byte stream. Disposing closes the stream; who started the agent ends it, and can tell by `why`
 * what ended the stream when it ends by itself.
 */
export function kvmOverAgent(stream: Duplex, why?: () => Promise<string>): Kvm {
  const channel = new Channel(stream, why);
  return kvmOverChannel(channel, async () => channel.fail({ kind: 'gone', because: 'it was closed here' }));
}
