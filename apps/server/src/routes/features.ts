import { catalogue } from '@regscope/catalogs';
import { paths, VmFeatures } from '@regscope/contract';
import { architectureVersion, featureAnswers, hex, knownOf, type Answer, type Known } from '@regscope/registers';
import type { SourceHost } from '@regscope/sources';
import type { App, Deps } from '../app.ts';
import { valuesByName } from '../vm-values.ts';
import { route, VmParams } from './params.ts';

export function featureRoutes(app: App, { hosts }: Deps): void {
  const schema = { params: VmParams, response: { 200: VmFeatures } };
  app.get(route(paths.features(':host', ':vm')), { schema }, async ({ params: { host, vm } }) => {
    return featuresOf(await hosts.find(host), vm);
  });
}

export async function featuresOf(host: SourceHost, vm: string): Promise<VmFeatures> {
  const { arch, read } = await valuesByName(host, vm);
  const known = knownOf(catalogue(arch), read);
  const features = featureAnswers(catalogue(arch), read).map(({ name, answer, fields }) => ({
    name,
    answer: answerOf[answer],
    fields: fields.map((field) => ({ name: field, value: valueOf(field, known) })),
  }));
  const { version, next, lacks, unread, untold } = architectureVersion(catalogue(arch), read);
  return {
    host: host.name,
    vm,
    arch,
    version: { version, next, lacks: [...lacks], unread: [...unread], untold: [...untold] },
    features,
  };
}

const answerOf: Readonly<Record<Answer, boolean | null>> = { yes: true, no: false, unknown: null };

/** `ID_AA64ISAR0_EL1.Atomic`. */
function valueOf(name: string, known: Known): string | null {
  const [register = '', field = ''] = name.split('.');
  const bits = known.field({ register, field, signed: false });
  return bits === undefined ? null : hex(bits.value);
}
