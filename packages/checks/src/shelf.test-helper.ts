// The recorded hosts that ship with regscope, for tests that ask what follows from them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readCapture, type Capture, type ProbedShape } from '@regscope/captures';
import { fromHex, idFromHex } from '@regscope/registers';
import type { State } from './would-take.ts';

const folder = fileURLToPath(new URL('../../captures/shelf/', import.meta.url));
export const shelf = readdirSync(folder).flatMap((file) =>
  file.endsWith('.json.gz') ? [file.slice(0, -'.json.gz'.length)] : [],
);

export function bytesOfShelf(): number {
  return shelf.reduce((sum, name) => sum + statSync(`${folder}${name}.json.gz`).size, 0);
}

const opened = new Map<string, Capture>();

export function recorded(name: string): Capture {
  const capture = opened.get(name) ?? readCapture(gunzipSync(readFileSync(`${folder}${name}.json.gz`)), name);
  opened.set(name, capture);
  return capture;
}

/** The shape of the VM that was captured. */
export function fullShape(name: string): ProbedShape {
  const [shape] = recorded(name).probe?.shapes ?? [];
  if (shape === undefined) throw new Error(`${name} was not probed`);
  return shape;
}

export function stateOf({ vm, registers }: Capture): State {
  return {
    features: vm.features ?? [],
    registers: registers.map((register) => {
      const texts = 'value' in register ? [register.value] : register.values;
      const values = texts.flatMap((text) => (text === null ? [] : [fromHex(text)]));
      return { id: idFromHex(register.id), values: [...new Set(values)] };
    }),
  };
}
