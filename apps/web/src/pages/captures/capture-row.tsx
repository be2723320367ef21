import { paths, type CaptureSummary } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../../components/format-value.ts';
import { RoleButton } from '../../components/role-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { kindWords } from './filter-captures.ts';
import { formatBytes } from './format-bytes.ts';
import { featuresText } from '../../components/features-text.ts';
import { probedText } from './probed-text.ts';
import { RenameCapture } from './rename-capture.tsx';
import styles from './captures.module.css';

type CaptureRowProps = {
  capture: CaptureSummary;
  mode: 'shown' | 'renamed';
  onRename: (name: string) => void;
  onRenamed: (name: string) => void;
  onRemove: (name: string) => void;
};

/** One capture: where and of what it was taken, and what can be done with it. */
export function CaptureRow({ capture, mode, onRename, onRenamed, onRemove }: CaptureRowProps) {
  const { name, host, kernel, cpu, arch, vcpus, registers, features, probed, bytes, madeAt, kind } = capture;
  return (
    <tr data-name={name}>
      <th scope="row" className={`mono ${mode === 'shown' ? styles.name : ''}`} title={name}>
        {mode === 'renamed' ? (
          <RenameCapture capture={capture} onDone={onRenamed} />
        ) : (
          <Link to="/hosts/$host/vms/$vm" params={{ host: name, vm: '1' }}>
            {name}
          </Link>
        )}
      </th>
      <td className={`mono ${styles.host}`} title={host}>
        {host}
        <span className="soft"> {originOf(capture)}</span>
      </td>
      <td className={`mono ${styles.kernel}`} title={kernel}>
        {kernel}
      </td>
      <td className={styles.cpu} title={cpu ?? undefined}>
        {cpu ?? '–'}
      </td>
      <td>{arch}</td>
      <td className={styles.number}>{vcpus}</td>
      <td className={styles.number}>{formatCount(registers)}</td>
      <td
        className={`mono ${styles.features}`}
        title={features?.join(' ') ?? 'Neither an imported file nor KVM tells them'}
      >
        {featuresText(features)}
      </td>
      <td className={probed === 0 ? 'faint' : ''}>{probedText(probed)}</td>
      <td className={styles.number}>{formatBytes(bytes)}</td>
      <td className={styles.date}>
        <time dateTime={madeAt} title={new Date(madeAt).toLocaleString()}>
          {madeAt.slice(0, 10)}
        </time>
      </td>
      <td className={kind === 'own' ? '' : 'soft'}>{kindWords[kind]}</td>
      <td className={styles.actions}>
        <a
          href={paths.capture(name)}
          download
          className={styles.download}
          title="Download"
          aria-label={`Download ${name}`}
        >
          <Icon name="save" />
        </a>
        <RoleButton needs="editor" disabledBecause={whyNot[kind]} title="Rename (F2)" onClick={() => onRename(name)}>
          <Icon name="pen" />
          <span className="hidden-text">Rename {name}</span>
        </RoleButton>
        <RoleButton needs="editor" disabledBecause={whyNot[kind]} title="Delete (Del)" onClick={() => onRemove(name)}>
          <Icon name="bin" />
          <span className="hidden-text">Delete {name}</span>
        </RoleButton>
      </td>
    </tr>
  );
}

/** Why a capture stays as it is; the server says the same. */
export const whyNot: Readonly<Record<CaptureSummary['kind'], string | undefined>> = {
  shipped: 'It ships with regscope and stays as it is: download it, and upload it under another name.',
  own: undefined,
};

/** Where it comes from, where that is no VM that regscope made. */
function originOf({ imported, attached, vmm }: CaptureSummary): string {
  if (imported !== null) return imported;
  if (attached === undefined) return '';
  return vmm === 'unknown' ? 'attached' : `attached, ${vmm}`;
}
