// The bodies of the replies that tell what can be written, as native/protocol.h lays them out.
import { arm64SysregId, registerId, sizeInBytes, type RegisterId } from '@regscope/registers';
import type { ByteReader } from './bytes.ts';
import { KvmError } from './kvm-error.ts';
import type { Trial, Watched } from './probe-requests.ts';
import { idsOf, status, type Status } from './replies.ts';

/**
 * What became of every bit of one register, as masks; native/protocol.h, RS_FLIP, says when a bit stands in which. `bits` is its width,
 * and 0 when it could not be read: then `status` says why, and so does `sameStatus`, which else is that of writing `value` back unchanged.
 */
export type FlipResult = {
  id: RegisterId;
  status: Status;
  bits: number;
  sameStatus: Status;
  value: bigint;
  moving: bigint;
  taken: bigint;
  seen: bigint;
  ignored: bigint;
  altered: bigint;
  stuck: bigint;
  refused: { errno: string; mask: bigint }[];
};

/** A register that no longer reads as before; the value is null when it cannot be read any more. */
type Change = { id: RegisterId; vcpu: number; value: bigint | null };

/**
 * `stored` is what the register held after the write, `seen` what it held for the other vCPU; 0 where `readStatus` and `otherStatus` tell
 * of a failure. The last four are empty unless they were watched for; a list that failed (`listStatus`) tells of nothing.
 */
export type TrialResult = Trial & {
  status: Status;
  readStatus: Status;
  otherStatus: Status;
  restoreStatus: Status;
  stored: bigint;
  seen: bigint;
  listStatus: Status;
  gained: RegisterId[];
  lost: RegisterId[];
  changed: Change[];
};

/** Where op1 of a feature id register stands in the index of its mask (arch/arm64/include/uapi/asm/kvm.h, 6.12). */
const op1OfBlock = [0, 1, 3] as const;

export function masksReply(body: ByteReader): ReadonlyMap<RegisterId, bigint> {
  if (body.u32() !== 64 * op1OfBlock.length) throw broken('another number of masks than 192');
  body.u32();
  const masks = op1OfBlock.flatMap((op1) =>
    Array.from({ length: 64 }, (_, low) => ({
      id: arm64SysregId({ op0: 3, op1, crn: 0, crm: low >> 3, op2: low & 7 }),
      mask: body.u64(),
    })),
  );
  return new Map(masks.filter(({ mask }) => mask !== 0n).map(({ id, mask }) => [id, mask]));
}

export function flipReply(body: ByteReader, ids: readonly RegisterId[]): FlipResult[] {
  expectCount(body, ids.length);
  body.u64();
  return ids.map((id) => flipOf(body, id));
}

function flipOf(body: ByteReader, id: RegisterId): FlipResult {
  const [first, size, same, refusals] = [body.u32(), sizeOf(body, id), body.u32(), body.u32()];
  const mask = (): bigint => padded(body, size);
  return {
    id,
    status: status(first),
    bits: size * 8,
    sameStatus: status(same),
    value: mask(),
    moving: mask(),
    taken: mask(),
    seen: mask(),
    ignored: mask(),
    altered: mask(),
    stuck: mask(),
    refused: several(body, refusals, () => ({
      errno: status([body.u32(), body.u32()][0] ?? 0) ?? 'no outcome',
      mask: mask(),
    })),
  };
}

export function trialsReply(body: ByteReader, { watch }: Watched, trials: readonly Trial[]): TrialResult[] {
  expectCount(body, trials.length);
  return trials.map(({ id, value }) => {
    const [wrote, read, other, restored] = [body.u32(), body.u32(), body.u32(), body.u32()];
    const size = sizeInBytes(id) ?? 0;
    const statuses = { status: status(wrote), readStatus: status(read), otherStatus: status(other) };
    const values = { restoreStatus: status(restored), stored: padded(body, size), seen: padded(body, size) };
    return { id, value, ...statuses, ...values, ...(watch ? watchedOf(body) : unwatched) };
  });
}

type Seen = Pick<TrialResult, 'listStatus' | 'gained' | 'lost' | 'changed'>;

const unwatched: Seen = { listStatus: null, gained: [], lost: [], changed: [] };

function watchedOf(body: ByteReader): Seen {
  const [gained, lost, changed, listed] = [body.u32(), body.u32(), body.u32(), body.u32()];
  return {
    listStatus: status(listed),
    gained: idsOf(body, gained),
    lost: idsOf(body, lost),
    changed: several(body, changed, () => changeOf(body)),
  };
}

function changeOf(body: ByteReader): Change {
  const id = registerId(body.u64());
  const vcpu = body.u32();
  const size = sizeOf(body, id);
  return { id, vcpu, value: size === 0 ? null : padded(body, size) };
}

function expectCount(body: ByteReader, count: number): void {
  const answered = body.u32();
  body.u32();
  if (answered !== count) throw broken(`${answered} answers to ${count} questions`);
}

/** How many bytes the register's value has here: its own size, or 0. */
function sizeOf(body: ByteReader, id: RegisterId): number {
  const size = body.u32();
  if (size === 0 || size === sizeInBytes(id)) return size;
  throw broken(`${size} bytes for the register 0x${id.toString(16)}`);
}

/** Each of them has 8 bytes or more, so that a count that cannot be true is told before anything is made of it. */
function several<T>(body: ByteReader, count: number, one: () => T): T[] {
  if (count * 8 > body.left) throw broken(`${count} entries announced, ${body.left} bytes left`);
  return Array.from({ length: count }, one);
}

function padded(body: ByteReader, size: number): bigint {
  const value = body.uint(size);
  body.align8();
  return value;
}

function broken(because: string): KvmError {
  return new KvmError({ kind: 'broken', because });
}
