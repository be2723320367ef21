import { expect, test } from 'vitest';
import { rowOf } from '../../../components/register-builder.test-helper.ts';
import type { DoneWrite } from './group-writes.ts';
import { linesBack } from './lines-back.ts';

const ID = '0x603000000013c020';

function done(through: number, more: Partial<DoneWrite> = {}): DoneWrite {
  return {
    id: ID,
    name: 'ID_AA64PFR0_EL1',
    through,
    old: '0x11',
    new: '0x10',
    did: 'written',
    stored: '0x10',
    errno: null,
    ...more,
  };
}

const scope = (kind: 'vm' | 'vcpu' | 'host') => ({ kind, evidence: 'probed', because: 'lab', fields: {} }) as const;

const sharedOf = (kind: 'vm' | 'vcpu' | 'host') =>
  linesBack([done(0)], [rowOf({ id: ID, scope: scope(kind) })]).map(({ isShared }) => isShared);

test('what all vCPUs see returns for all of them at once', () => {
  expect([sharedOf('vm'), sharedOf('host'), sharedOf('vcpu')]).toEqual([[true], [true], [false]]);
});

test('writes to several vCPUs return together, from what each holds to what it held', () => {
  expect(linesBack([done(0), done(2), done(1, { stored: '0x12' })], [])).toMatchObject([
    { vcpus: [0, 2], old: '0x10', to: '0x11' },
    { vcpus: [1], old: '0x12', to: '0x11' },
  ]);
});
