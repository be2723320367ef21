// What is forecast, against what real kernels answer: errno and stored value of every register of every restore. Restores at random:
// REGSCOPE_TRUTH_TRIALS says how many on each host, REGSCOPE_TRUTH_HOSTS (`6.12-max 7.3-max`) on which recorded hosts, REGSCOPE_TRUTH_SEED repeats a run.
import { fileURLToPath } from 'node:url';
import { hostFiles, Hosts } from '@regscope/sources';
import { whyNoLab } from '@regscope/sources/why-no-lab';
import { afterAll, describe, expect, test } from 'vitest';
import { dice } from './mutations.test-helper.ts';
import { compareRestore, type Score } from './compare-restore.test-helper.ts';
import { makeTrial, recordedHosts } from './make-trial.test-helper.ts';

const { env } = process;
const files = hostFiles(fileURLToPath(new URL('../../../..', import.meta.url)), env);
/** In CI always the same: what is judged there is a change. Elsewhere new ones look for what is still told wrongly. */
const seed = Number(env['REGSCOPE_TRUTH_SEED'] ?? (env['CI'] === 'true' ? 31337 : Date.now() % 2 ** 31));
const trials = Number(env['REGSCOPE_TRUTH_TRIALS'] ?? 170);
const names = (
  env['REGSCOPE_TRUTH_HOSTS'] ?? '6.1-max 6.1-neoverse-n1 6.12-max 6.12-cortex-a76 7.3-max 7.3-neoverse-v1'
)
  .split(' ')
  .map((name) => `arm64-${name}`);

describe.skipIf(whyNoLab !== '')(`restores told in advance, seed ${seed}${whyNoLab}`, () => {
  const hosts = new Hosts(files);
  afterAll(() => hosts[Symbol.asyncDispose]());
  const score: Score = { restores: 0, outcomes: 0, refused: 0, changed: 0, untold: 0 };

  test.each(names)(
    '%s: every errno and every stored value',
    async (name) => {
      const recorded = await recordedHosts(hosts.captures);
      const roll = dice(seed + names.indexOf(name));
      const lab = await hosts.use(recorded.get(name)?.host.name ?? '');
      const wrong: string[] = [];
      // Every recorded VM as it was, and then what is made of them.
      const homes = [...recorded.keys()];
      for (let n = 0; n < trials + homes.length; n++) {
        const trial = makeTrial(recorded, { away: name, roll, home: homes[n] });
        if (trial === undefined) continue;
        const lines = await compareRestore(lab, trial, score);
        wrong.push(...lines.map((line) => `#${n} ${trial.what}: ${line}`));
      }
      expect(wrong).toEqual([]);
    },
    900_000,
  );

  test('over many restores, of which few registers had to be left to a trial', () => {
    console.log(`seed ${seed}: ${JSON.stringify(score)}`);
    expect(score.restores).toBeGreaterThan(0.8 * names.length * trials);
    expect(score.refused).toBeGreaterThan(0);
    expect(score.changed).toBeGreaterThan(0);
    expect(score.untold / score.outcomes).toBeLessThan(0.001);
  });
});
