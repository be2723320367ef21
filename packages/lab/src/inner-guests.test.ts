import { expect, test } from 'vitest';

import { hardware } from './hardware.ts';
import { innerGuests, innerPorts, innerPrograms } from './inner-guests.ts';

const board = { cpu: 'max', traits: ['qemu'] } as const;

test('each guest has a console and a monitor, at ports that the lab host has under the same names', () => {
  const options = hardware(board).join(' ');
  for (const { name, number } of innerPorts) {
    expect(options).toContain(`-device virtserialport,nr=${number},chardev=${name},name=${name}`);
    expect(innerPrograms()).toContain(`path=/dev/vport0p${number}\n`);
  }
  expect(new Set(innerPorts.map(({ number }) => number)).size).toBe(2 * innerGuests.length);
});

test("the agent's port comes last, so that no program is started before its own ports are there", () => {
  const ports = hardware(board).filter((option) => option.startsWith('virtserialport,'));
  expect(ports.at(-1)).toBe('virtserialport,nr=1,chardev=agent,name=regscope.agent');
  expect(ports.length).toBe(innerPorts.length + 1);
});

test('a lab host without guests has the port of the agent alone, and no more memory than it needs', () => {
  const options = hardware({ cpu: 'max', traits: [] });
  expect(options.filter((option) => option.startsWith('virtserialport,')).length).toBe(1);
  expect(options).toContain('256');
});

test('programs are listed an argument a line, with an empty line after each', () => {
  const programs = innerPrograms().split('\n\n').filter(Boolean);
  expect(programs.map((text) => text.split('\n')[0])).toEqual(innerGuests.map(() => '/usr/bin/qemu-system-aarch64'));
  expect(programs.every((text) => !text.includes(' ') || text.includes('console=ttyAMA0 quiet'))).toBe(true);
});
