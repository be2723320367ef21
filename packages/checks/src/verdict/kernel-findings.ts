// What the kernel would say to each register: the findings that every restore has in common, whoever makes it.
import { catalogueScope, volatileBits } from '@regscope/catalogs';
import type { Foretold } from '../foretell.ts';
import type { RestoreForecast } from '../restore/forecast.ts';
import type { Forecast } from '../restore/write-register.ts';
import type { Finding } from './finding.ts';
import { nameOf } from './names.ts';

export function kernelFindings({ writes, defaults }: RestoreForecast): Finding[] {
  return [
    ...writes.flatMap(findingsOf),
    ...defaults.map(({ id, value }): Finding => {
      const because = 'the VM does not hold it: it keeps what a fresh VM has';
      return { ...empty, kind: 'default', weight: 'note', id, value, mask: 0n, got: value, because };
    }),
  ];
}

const empty = { vcpus: [], got: null, errno: null, evidence: 'probed', remedy: null };

function findingsOf(row: Forecast): Finding[] {
  const { id, value, vcpus, listed, told, got, movedBy, hiddenBy } = row;
  const about = { ...empty, id, value, vcpus };
  const spoken = told.filter(({ kind }) => kind === 'refused' || kind === 'unknown').map((one) => ofTold(one, row));
  if (!listed || spoken.length > 0) return spoken;
  if (hiddenBy !== undefined) {
    const because = `${nameOf(hiddenBy)}, written after it, hides it`;
    return [{ ...about, kind: 'changed', weight: 'note', mask: value, because }];
  }
  const mask = got === undefined ? 0n : (got ^ value) & ~(volatileBits(id)?.mask ?? 0n);
  if (got !== undefined && mask === 0n) return [];
  const by = movedBy === undefined ? '' : `${nameOf(movedBy)}, written after it, makes it read so`;
  const because = told[0]?.because ?? (by || 'it has no such bits in this VM');
  // Of the workarounds the host answers for itself: a level that it takes is no worse than the one that was saved.
  const weight = catalogueScope(id)?.kind === 'host' ? 'note' : 'differs';
  return [{ ...about, kind: 'changed', weight, mask: mask || (told[0]?.mask ?? value), got: got ?? null, because }];
}

/** What an ID register hides is as absent as what the kernel does not know. */
function ofTold(one: Foretold, { id, value, vcpus, listed, hiddenBy }: Forecast): Finding {
  const hides = hiddenBy === undefined ? one.because : `${nameOf(hiddenBy)}, written before it, hides it`;
  const isThere = listed && hiddenBy === undefined;
  const about = { ...empty, id, value, vcpus, mask: isThere ? one.mask : 0n, because: hides };
  if (one.kind !== 'refused') return { ...about, kind: 'untested', weight: 'stops', evidence: 'not probed' };
  const holdsIt = isThere && one.mask === 0n;
  return { ...about, kind: isThere ? 'refused' : 'absent', weight: holdsIt ? 'note' : 'stops', errno: one.errno };
}
