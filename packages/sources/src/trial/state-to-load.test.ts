import { expect, test } from 'vitest';
import { featuresFor, mustShareArch, type StateToLoad } from './state-to-load.ts';

const row = (name: string, offered = true, needs: string | null = null) => ({
  name,
  title: '',
  offered,
  byDefault: true,
  needs,
});
const host = [row('psci'), row('sve', false), row('el2', false), row('el2-e2h0', true, 'el2'), row('pmu')];
const state = (features: string[] | null): StateToLoad => ({
  name: 'a.bin',
  arch: 'arm64',
  vcpus: 1,
  features,
  registers: [],
});

test('a VM gets those of its features that the host offers, and the others are named', () => {
  expect(featuresFor(state(['psci', 'sve', 'later']), host, 'lab')).toEqual({
    wanted: ['psci', 'sve', 'later'],
    given: ['psci'],
    lacking: ['sve', 'later'],
  });
});

test('a feature lacks with the one that it needs', () => {
  expect(featuresFor(state(['el2', 'el2-e2h0']), host, 'lab').lacking).toEqual(['el2', 'el2-e2h0']);
});

test('features that a file does not tell are asked for, and not guessed', () => {
  expect(() => featuresFor(state(null), host, 'lab')).toThrow(
    'a.bin does not tell with which vCPU features its VM was made: name them (--features psci,pmu,sve); lab offers psci, el2-e2h0, pmu',
  );
});

test('where there is no feature to choose none is asked for', () => {
  expect(featuresFor(state(null), [], 'local')).toEqual({ wanted: [], given: [], lacking: [] });
});

test('a state stays on its own architecture', () => {
  expect(() => mustShareArch(state([]), { name: 'local', arch: 'x86-64' })).toThrow(
    'a.bin is arm64 and local is x86-64: they share no registers',
  );
  expect(() => mustShareArch(state([]), { name: 'lab', arch: 'arm64' })).not.toThrow();
});
