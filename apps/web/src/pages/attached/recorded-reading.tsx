import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { ReadLine } from './read-line.tsx';

/** Of a recording, how its VM was read; nothing where regscope did not have to attach for it. */
export function RecordedReading({ name }: { name: string }) {
  const { data } = useQuery(queries.captures());
  const attached = data?.captures.find((one) => one.name === name)?.attached;
  return attached === undefined ? null : <ReadLine attachment={attached} />;
}
