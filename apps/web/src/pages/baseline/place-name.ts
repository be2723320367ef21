/** `ID_AA64MMFR2_EL1.NV`, and the register alone where all of it is meant. */
export function placeName(register: string, field: string): string {
  return field === '' ? register : `${register}.${field}`;
}
