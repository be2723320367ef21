import { decodeId, type RegisterId } from '@regscope/registers';
import { Icon } from '../ui/icon.tsx';
import styles from './id-decoding.module.css';

/** Why no kernel would know an id, bit by bit; nothing for an id that is right. */
export function IdProblems({ id }: { id: RegisterId }) {
  return decodeId(id).problems.map((problem) => (
    <p key={problem} className={styles.problem}>
      <Icon name="warning" /> <span>No kernel knows this id: {problem}.</span>
    </p>
  ));
}
