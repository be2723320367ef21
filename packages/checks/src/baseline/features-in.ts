// FEAT_ names by values that stand beside no VM: those of a fresh VM of a host, or of a baseline.
import { catalogue } from '@regscope/catalogs';
import { knownOf, type Known, type RegisterId } from '@regscope/registers';

/** What registers of these values say. */
export function knownFrom(value: (id: RegisterId) => bigint | undefined): Known {
  const known = catalogue('arm64');
  return knownOf(known, (name) => {
    const id = known.find(name);
    return id === undefined ? undefined : value(id);
  });
}

export function featureNames(): readonly string[] {
  return catalogue('arm64').features.names;
}

/** `ID_AA64ISAR0_EL1.Atomic`: the fields by which a feature is decided. */
export function decidingFields(feature: string): readonly string[] {
  return catalogue('arm64').features.decidingFields(feature);
}

export function fieldValue(known: Known, name: string): bigint | undefined {
  const [register = '', field = ''] = name.split('.');
  return known.field({ register, field, signed: false })?.value;
}
