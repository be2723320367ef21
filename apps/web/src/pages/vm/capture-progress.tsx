import { Progress } from '../../ui/progress.tsx';
import styles from './capture-dialog.module.css';

/** How far it is, in the host's own words. Only what changes seldom is told to those who listen. */
export function CaptureProgress({ busy }: { busy: string }) {
  const [work = '', shape = '', ...rest] = busy.split(': ');
  return (
    <div>
      <Progress>{busy === '' ? 'Reading the VM…' : [work, shape].filter((part) => part !== '').join(': ')}</Progress>
      <p className={styles.step}>{rest.join(': ')}</p>
      <p className="soft">Closing this dialog calls it off.</p>
    </div>
  );
}
