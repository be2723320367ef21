// The matrix in the order in which it is read: along one CPU the kernels grow, so that what only goes forward stands on one side.
import type { MatrixAnswer, VerdictSide } from '@regscope/contract';
import { shortCpu, shortKernel, sideName } from './side-words.ts';

type Order = 'cpu' | 'kernel';
export type ArrangedSide = VerdictSide & { startsGroup: boolean };
export type Arranged = Omit<MatrixAnswer, 'sources' | 'targets'> & {
  sources: ArrangedSide[];
  targets: ArrangedSide[];
};

export function arrange(matrix: MatrixAnswer, order: Order): Arranged {
  const [rows, columns] = [places(matrix.sources, order), places(matrix.targets, order)];
  return {
    ...matrix,
    sources: grouped(matrix.sources, { rows, order }),
    targets: grouped(matrix.targets, { rows: columns, order }),
    cells: rows.map((row) => columns.flatMap((column) => matrix.cells[row]?.[column] ?? [])),
  };
}

function places(sides: readonly VerdictSide[], order: Order): number[] {
  const at = (n: number) => sides[n] ?? { kernel: '', cpu: null, name: '', probed: null };
  return sides
    .map((_, n) => n)
    .toSorted((a, b) => {
      const [one, other] = [at(a), at(b)];
      const cpu = natural.compare(shortCpu(one.cpu), shortCpu(other.cpu));
      const kernel = natural.compare(shortKernel(one.kernel), shortKernel(other.kernel));
      return (order === 'cpu' ? cpu || kernel : kernel || cpu) || natural.compare(sideName(one), sideName(other));
    });
}

function grouped(sides: readonly VerdictSide[], { rows, order }: { rows: readonly number[]; order: Order }) {
  const groupOf = ({ cpu, kernel }: VerdictSide) => (order === 'cpu' ? shortCpu(cpu) : shortKernel(kernel));
  const arranged = rows.flatMap((row) => sides[row] ?? []);
  return arranged.map((side, n) => {
    const before = arranged[n - 1];
    return { ...side, startsGroup: before !== undefined && groupOf(before) !== groupOf(side) };
  });
}

const natural = new Intl.Collator('en', { numeric: true });
