import { labHostName, labTraits } from '@regscope/contract';
import { parseLabName } from '@regscope/lab';
import { expect, test } from 'vitest';

test.each(labTraits)('a lab host with $name can be asked for on the page', ({ name }) => {
  const named = (cpu: string) => parseLabName(labHostName({ kernel: '7.3', cpu, qemu: 'system' }, [name]));
  expect((named('max') ?? named('rv64'))?.traits).toEqual([name]);
});
