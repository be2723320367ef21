import { Link } from '@tanstack/react-router';
import styles from './decode.module.css';

const examples = [
  ['ID_AA64ISAR0_EL1', '0x1021111110212120', 'a register of the Arm manual, and what a machine holds in it'],
  ['ESR_EL1', '0x96000045', 'a syndrome: the layout follows the class of the exception'],
  ['IA32_PAT', '0x7040600070406', 'an MSR of x86'],
  ['S3_0_C0_C4_0', '', 'an encoding, also written 3,0,0,4,0'],
  ['0x603000000013df02', '', 'an id, as KVM_GET_REG_LIST gives it'],
  ['z0', '', 'a name that the id itself gives; pc and PSCI_VERSION are others'],
] as const;

/** What can be asked, by examples that lead there. */
export function DecodeHelp() {
  return (
    <section aria-label="Examples" className={styles.examples}>
      <p className="soft">
        Give a register by name, encoding or id, and a value in 0x…, decimal or 0b…. No VM is needed, and the address
        holds what you see.
      </p>
      <ul>
        {examples.map(([text, value, what]) => (
          <li key={text}>
            <Example text={text} value={value} /> <span className="soft">{what}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Example({ text, value }: { text: string; value: string }) {
  if (value === '')
    return (
      <Link to="/decode/$text" params={{ text }} className="mono">
        {text}
      </Link>
    );
  return (
    <Link to="/decode/$text/$value" params={{ text, value }} className="mono">
      {text} {value}
    </Link>
  );
}
