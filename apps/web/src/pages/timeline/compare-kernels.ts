// The order of kernels as people read their releases: 6.6 before 6.12, 7.3-rc2 before 7.3.

/** For sorting releases such as `6.12.107-1-arm64`. */
export function compareKernels(a: string, b: string): number {
  const [older, newer] = [versionOf(a), versionOf(b)];
  for (let at = 0; at < Math.max(older.length, newer.length); at++) {
    const difference = (older[at] ?? 0) - (newer[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true });
}

/** `6.12.107` of `6.12.107-1-arm64`: what is told in few words. */
export function shortKernel(release: string): string {
  const [version = release] = /^\d+(\.\d+)*(-rc\d+)?/.exec(release) ?? [];
  return version;
}

function versionOf(release: string): number[] {
  return (/^\d+(\.\d+)*/.exec(release)?.[0] ?? '').split('.').map(Number);
}

/** A release comes after all of its candidates. */
function rank(release: string): number {
  const [, candidate] = /[-~]rc(\d+)/.exec(release) ?? [];
  return candidate === undefined ? Number.MAX_SAFE_INTEGER : Number(candidate);
}
