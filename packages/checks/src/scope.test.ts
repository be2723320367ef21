import type { ProbedRegister, ProbedShape } from '@regscope/captures';
import type { CatalogueScope } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { factsOf, fieldScope, isFrozenAfterStart, isWritable, mutabilityOf, scopeOf, scopeQuarrels } from './index.ts';

const id = '0x603000000013dce0';
const shape = (register: Partial<ProbedRegister>, tried: ProbedShape['tried'] = []): ProbedShape => ({
  features: [],
  again: true,
  listed: [],
  sweeps: [],
  lowest: [],
  early: [],
  pairs: [],
  tried,
  registers: [{ id, value: '0x3000', new: {}, ...register }],
});
const factsIn = (...parts: Parameters<typeof shape>) => {
  const found = factsOf(shape(...parts)).get(id);
  if (found === undefined) throw new Error('no facts');
  return found;
};
const sources = (register: Partial<ProbedRegister>, catalogue?: CatalogueScope) => ({
  told: undefined,
  facts: factsIn(register),
  where: 'Linux 7.3',
  catalogue,
});
const mixed: CatalogueScope = { kind: 'mixed', citation: 'nr_pmu_counters', fields: { N: 'vm' } };

describe('whose state a register is', () => {
  test('a flip that is seen through the other vCPU makes it the VM’s', () => {
    expect(scopeOf(sources({ new: { taken: '0xf', seen: '0xf' } }))).toEqual({
      kind: 'vm',
      evidence: { kind: 'probed', where: 'Linux 7.3' },
    });
  });

  test('one that is not makes it the vCPU’s, and some of each make it mixed', () => {
    expect(scopeOf(sources({ new: { taken: '0xf' } })).kind).toBe('vcpu');
    expect(scopeOf(sources({ new: { taken: '0x30ff', seen: '0x3000' } })).kind).toBe('mixed');
  });

  test('what can only be changed after a run counts as well', () => {
    expect(scopeOf(sources({ new: {}, ran: { taken: '0x1', seen: '0x1' }, idle: {} })).kind).toBe('vm');
  });

  test('where nothing can be changed the source of the kernel tells, and is cited', () => {
    expect(scopeOf(sources({}, { kind: 'vm', citation: 'kvm_arch.id_regs' }))).toEqual({
      kind: 'vm',
      evidence: { kind: 'catalogue', citation: 'kvm_arch.id_regs' },
    });
    expect(scopeOf(sources({}))).toMatchObject({ kind: 'unknown' });
  });

  test('a part that was probed does not speak for the whole of a mixed register', () => {
    expect(scopeOf(sources({ new: { taken: '0xff' } }, mixed))).toMatchObject({
      kind: 'mixed',
      evidence: { kind: 'catalogue' },
    });
  });

  test('what the kernel says itself goes before everything, and what cannot be true as well is a quarrel', () => {
    const told = { kind: 'vm', kernel: '7.3.4-scope' } as const;
    const agreed = { ...sources({ new: { taken: '0xf', seen: '0xf' } }, { kind: 'vm', citation: 'id_regs' }), told };
    expect(scopeOf(agreed)).toEqual({ kind: 'vm', evidence: { kind: 'kernel', where: '7.3.4-scope' } });
    expect(scopeQuarrels(agreed)).toEqual([]);
    expect(scopeQuarrels({ ...sources({ new: { taken: '0xf' } }, mixed), told })).toEqual([
      { kind: 'vcpu', evidence: { kind: 'probed', where: 'Linux 7.3' } },
      { kind: 'mixed', evidence: { kind: 'catalogue', citation: 'nr_pmu_counters' } },
    ]);
  });

  test('a probe that could change a part only does not quarrel with a kernel or a source that knows the rest', () => {
    const part = sources({ new: { taken: '0xff' } }, mixed);
    expect(scopeQuarrels(part)).toEqual([]);
    expect(scopeQuarrels({ ...part, told: { kind: 'mixed', kernel: '7.3.4-scope' } })).toEqual([]);
    expect(scopeQuarrels(sources({ new: { taken: '0xf', seen: '0xf' } }, { kind: 'vcpu', citation: '' }))).toHaveLength(
      1,
    );
    expect(scopeQuarrels(sources({}))).toEqual([]);
  });

  test('each field has its own scope', () => {
    const known = sources({ new: { taken: '0xff' } }, mixed);
    expect(fieldScope(known, { name: 'N', mask: 0xf800n })).toMatchObject({
      kind: 'vm',
      evidence: { kind: 'catalogue' },
    });
    expect(fieldScope(known, { name: 'E', mask: 1n })).toMatchObject({ kind: 'vcpu', evidence: { kind: 'probed' } });
    expect(fieldScope(known, { name: 'IDCODE', mask: 0xff_0000n })).toMatchObject({
      kind: 'vcpu',
      evidence: { kind: 'catalogue' },
    });
  });

  test('a register that takes whole values only is known by those', () => {
    const tried = [
      { id, value: '0x3001', outcome: '=', seen: true },
      { id, value: '0x3010', outcome: 'EINVAL', seen: false },
    ];
    expect(factsIn({}, tried)).toEqual({ vm: 1n, vcpu: 0n, before: 1n, after: 1n, moving: 0n });
  });
});

describe('what may still be written', () => {
  test('frozen is what could be changed before the first run and cannot after it', () => {
    const facts = factsIn({
      new: { taken: '0xff' },
      ran: { refused: { EBUSY: '0xff' } },
      idle: { refused: { EBUSY: '0xff' } },
    });
    const found = mutabilityOf(facts, 64);
    expect(found).toEqual({ before: 'some', after: 'none' });
    expect(isFrozenAfterStart(found)).toBe(true);
    expect([isWritable(found, 'new'), isWritable(found, 'started'), isWritable(found, 'gone')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('what is the same after a run stays writable; what nobody probed is unknown', () => {
    const found = mutabilityOf(factsIn({ new: { taken: '0xffffffff' } }), 32);
    expect(found).toEqual({ before: 'all', after: 'all' });
    expect(isFrozenAfterStart(found)).toBe(false);
    expect(isWritable(mutabilityOf(undefined, 64), 'new')).toBeUndefined();
  });

  test('a counter can be changed as a whole, though the bits that move could not be judged', () => {
    const high = { taken: '0xffffffffff000000', seen: '0xffffffffff000000' };
    const facts = factsIn({ moving: '0xffffff', new: high, ran: { ...high, taken: '0xfffffffffff00000' } });
    expect(mutabilityOf(facts, 64)).toEqual({ before: 'all', after: 'all' });
    expect(scopeOf({ told: undefined, facts, where: '', catalogue: undefined }).kind).toBe('vm');
  });

  test('a counter that ignores what is written cannot be changed', () => {
    const facts = factsIn({ moving: '0xffffff', new: { ignored: '0xffffffffff000000' } });
    expect(mutabilityOf(facts, 64)).toEqual({ before: 'none', after: 'none' });
  });

  test('what was not tried again after a run is unknown then', () => {
    const once = { ...shape({ new: { taken: '0x1' } }), again: false };
    expect(mutabilityOf(factsOf(once).get(id), 64)).toEqual({ before: 'some', after: 'unknown' });
  });

  test('what only one of the vCPUs still takes after a run is not writable then', () => {
    expect(factsIn({ new: { taken: '0x1' }, ran: { taken: '0x1' }, idle: {} }).after).toBe(0n);
  });
});
