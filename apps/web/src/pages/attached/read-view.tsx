import type { Attachment, Sighting } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { explainError, isGone } from '../../api/errors.ts';
import { queries } from '../../api/queries.ts';
import { VmReading } from '../vm/vm-reading.tsx';
import vm from '../vm/vm.module.css';
import { AttachRefusal } from './attach-refusal.tsx';
import { ReadHeader } from './read-header.tsx';
import { ReadLine } from './read-line.tsx';
import styles from './attached.module.css';
import type { Attaching } from './use-attach.ts';

type ReadViewProps = { sighting: Sighting; attachment: Attachment; error: Error | null; attaching: Attaching };

/** The registers as they were when regscope attached last: looking at them stops nobody. */
export function ReadView({ sighting, attachment, error, attaching }: ReadViewProps) {
  const { host, vm: name, phase } = sighting.vm;
  const address = useMemo(() => ({ host, vm: name }), [host, name]);
  const reading = useQuery(queries.registers(address));
  // Its VMM can start it at any time, and what may be changed goes by that.
  const read = useMemo(
    () => (reading.data === undefined ? undefined : { ...reading.data, list: { ...reading.data.list, phase } }),
    [reading.data, phase],
  );
  const failure = error ?? reading.error;
  return (
    <div className={vm.frame}>
      <ReadHeader vm={sighting.vm} attachment={attachment} list={read?.list} attaching={attaching} />
      <ReadLine attachment={attachment} />
      {isGone(failure) && (
        <p role="alert" className={styles.gone}>
          {explainError(failure).message} What was read before stays here until you leave.
        </p>
      )}
      {attaching.error !== null && (
        <div className={vm.note}>
          <AttachRefusal attaching={attaching} />
        </div>
      )}
      <VmReading vm={sighting.vm} address={address} reading={read} error={isGone(failure) ? null : failure} />
    </div>
  );
}
