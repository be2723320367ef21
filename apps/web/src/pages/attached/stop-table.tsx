import type { Attachment } from '@regscope/contract';
import { formatUs } from './attach-words.ts';
import styles from './attached.module.css';

type Stops = Attachment['stops'];

/** A column per vCPU: vCPUs are many, and the figures of each are few. */
export function StopTable({ stops }: { stops: Stops }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it
    <div className={styles.stops} tabIndex={0} role="group" aria-label="How long each vCPU stood still">
      <table aria-label="Stops">
        <thead>
          <tr>
            <th scope="col">vCPU</th>
            {stops.map(({ vcpu }) => (
              <th key={vcpu} scope="col">
                {vcpu}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {stops.map((one) => (
                <td key={one.vcpu} data-worst={isWorst(of(one), stops.map(of)) || undefined}>
                  {formatUs(of(one))}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">stops</th>
            {stops.map(({ vcpu, stops: count }) => (
              <td key={vcpu}>{count}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const figures: readonly { name: string; of: (one: Stops[number]) => number }[] = [
  { name: 'last', of: ({ lastUs }) => lastUs },
  { name: 'median', of: ({ medianUs }) => medianUs },
  { name: 'p99', of: ({ p99Us }) => p99Us },
];

function isWorst(one: number, all: readonly number[]): boolean {
  return one === Math.max(...all);
}
