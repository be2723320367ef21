/** The features of a VM in one line; null where an imported file does not tell them. */
export function featuresText(features: readonly string[] | null): string {
  if (features === null) return 'unknown';
  return features.length === 0 ? '–' : features.join(' ');
}
