/** Where the facts about a register come from, in words: `arm, linux 7.3.4, own` names its sources by short names. */
export function provenance(source: string): string {
  return joined(source.split(',').map((part) => inWords(part.trim())));
}

function inWords(part: string): string {
  if (part === 'arm') return 'Arm’s machine-readable architecture (AARCHMRS)';
  if (part === 'own') return 'regscope’s own tables';
  const version = /^linux (\S+)$/.exec(part)?.[1];
  return version === undefined ? part : `the source of Linux ${version}`;
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
