import { registerId, type RegisterId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { attemptsOf } from './attempt.ts';
import { findingsOf } from './findings.ts';
import { vcpuState } from './state-to-load.ts';

const [A, B, C] = [0x10n, 0x11n, 0x12n].map((low) => registerId(0x6030_0000_0013_0000n | low)) as [
  RegisterId,
  RegisterId,
  RegisterId,
];
/** CNTVCT_EL0, which counts. */
const COUNTER = registerId(0x6030_0000_0013_df1an);

type Vcpu = {
  /** What the state holds: a value, or why there is none. */
  state: [RegisterId, bigint | string][];
  /** What became of the writes. */
  errnos?: Record<string, string>;
  /** What is listed after the load, and what each reads as. */
  holds: [RegisterId, bigint | string][];
};

const none: never[] = [];
const clean = { failed: none, already: none, changed: none, hidden: none, missing: none, unwritten: none };

/** One vCPU after the other; each lists at first what it holds at last. */
function findings(...vcpus: Vcpu[]) {
  return findingsOf({
    vcpus: vcpus.map(({ state, errnos = {}, holds }, vcpu) => {
      const own = vcpuState(
        state.map(([id, held]) => ({
          id,
          values: [typeof held === 'bigint' ? held : null],
          errors: [typeof held === 'string' ? held : null],
        })),
        0,
      );
      const after = {
        vcpu,
        listError: null,
        ids: holds.map(([id]) => id),
        statuses: holds.map(([, held]) => (typeof held === 'string' ? held : null)),
        values: holds.map(([, held]) => (typeof held === 'bigint' ? held : 0n)),
      };
      const statuses = new Map([...own.values.keys()].map((id) => [id, errnos[String(id)] ?? null]));
      return {
        vcpu,
        attempts: attemptsOf(own, { statuses, listed: new Set(after.ids), after, unlisted: undefined }),
      };
    }),
  });
}

test('a state that is held as it was written finds nothing', () => {
  const one: Vcpu = { state: [[A, 5n]], holds: [[A, 5n]] };
  expect(findings(one, one)).toEqual(clean);
});

test('what fares alike on all vCPUs is one finding, what does not is one each', () => {
  const refused: Vcpu = { state: [[A, 5n]], errnos: { [String(A)]: 'EINVAL' }, holds: [[A, 1n]] };
  const other: Vcpu = { ...refused, state: [[A, 6n]] };
  const row = { id: A, errno: 'EINVAL', listed: true, keeps: 1n };
  expect(findings(refused, other, refused)).toEqual({
    ...clean,
    failed: [
      { ...row, want: 5n, vcpus: [0, 2] },
      { ...row, want: 6n, vcpus: [1] },
    ],
  });
});

test('counters fare alike, though each has counted on', () => {
  const refused = (value: bigint): Vcpu => ({
    state: [[COUNTER, value]],
    errnos: { [String(COUNTER)]: 'ENOENT' },
    holds: [],
  });
  expect(findings(refused(7n), refused(9n)).failed).toMatchObject([{ id: COUNTER, vcpus: [0, 1], want: 7n }]);
});

test('a refused register that nobody lists keeps nothing', () => {
  const one: Vcpu = { state: [[A, 5n]], errnos: { [String(A)]: 'ENOENT' }, holds: [] };
  expect(findings(one).failed).toEqual([{ id: A, vcpus: [0], want: 5n, errno: 'ENOENT', listed: false, keeps: null }]);
});

test('a refused write of what the register holds anyway loses nothing', () => {
  const one: Vcpu = { state: [[A, 5n]], errnos: { [String(A)]: 'EINVAL' }, holds: [[A, 5n]] };
  expect(findings(one)).toEqual({ ...clean, already: [{ id: A, vcpus: [0], want: 5n, errno: 'EINVAL' }] });
});

test('a value that was taken and stored otherwise names the bits; a counter has gone on', () => {
  const state: Vcpu['state'] = [
    [A, 0b1100n],
    [COUNTER, 7n],
  ];
  const holds: Vcpu['holds'] = [
    [A, 0b1010n],
    [COUNTER, 70n],
  ];
  expect(findings({ state, holds })).toEqual({
    ...clean,
    changed: [{ id: A, vcpus: [0], want: 0b1100n, got: 0b1010n, mask: 0b0110n }],
  });
});

test('a register that took its value and cannot be read any more is hidden', () => {
  const state: Vcpu['state'] = [
    [A, 1n],
    [B, 2n],
  ];
  expect(findings({ state, holds: [[B, 'EPERM']] }).hidden).toEqual([
    { id: A, vcpus: [0], want: 1n, errno: 'ENOENT' },
    { id: B, vcpus: [0], want: 2n, errno: 'EPERM' },
  ]);
});

test('what the host has and the state does not is missing; what the state has no value for is unwritten', () => {
  const holds: Vcpu['holds'] = [
    [A, 1n],
    [B, 2n],
    [C, 3n],
  ];
  const state: Vcpu['state'] = [
    [A, 'RS_PARTIAL'],
    [B, 'absent'],
  ];
  expect(findings({ state, holds })).toEqual({
    ...clean,
    unwritten: [{ id: A, vcpus: [0], because: 'RS_PARTIAL', keeps: 1n }],
    missing: [
      { id: B, vcpus: [0], keeps: 2n },
      { id: C, vcpus: [0], keeps: 3n },
    ],
  });
});
