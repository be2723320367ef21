import type { Baseline } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { placeName } from './place-name.ts';
import styles from './baseline.module.css';

type FieldRowsProps = {
  made: Baseline;
  fits: (text: string) => boolean;
  looked: string | undefined;
  /** Also registers in which the hosts are the same. */
  all: boolean;
};

type Register = Baseline['registers'][number];
type Field = Register['fields'][number];

/** Register by register the fields in which hosts differ, with the value that suits all of them. */
export function FieldRows({ made: { registers, hosts }, fits, looked, all }: FieldRowsProps) {
  const shown = registers.filter(({ name, id, fields }) => {
    const text = `${name} ${id} ${fields.map((field) => field.name).join(' ')}`;
    return (all || fields.length > 0) && fits(text);
  });
  if (shown.length === 0) return null;
  return (
    <tbody>
      <tr className={styles.section}>
        <th scope="rowgroup" colSpan={hosts.length + 2}>
          {all ? 'Registers' : 'Registers in which the hosts differ'} <span>{shown.length}</span>
        </th>
      </tr>
      {shown.map((register) => (
        <RegisterRows key={register.id} register={register} hosts={hosts} looked={looked} />
      ))}
    </tbody>
  );
}

type RowProps = { hosts: Baseline['hosts']; looked: string | undefined };

function RegisterRows({ register, ...rest }: RowProps & { register: Register }) {
  const { id, name, title, value, mask, own, fields } = register;
  const [only, ...more] = fields;
  if (only !== undefined && only.name === '' && more.length === 0)
    return <FieldRow register={register} field={only} {...rest} isWhole />;
  return (
    <>
      <tr className={styles.register}>
        <th scope="row" className={styles.first} title={`${id} ${title}`}>
          <Link to="/decode/$text/$value" params={{ text: id, value }}>
            {name}
          </Link>
        </th>
        <td className={styles.value} title={`bits that are settled: ${mask}`}>
          {value}
        </td>
        <td colSpan={rest.hosts.length} className={styles.title}>
          {fields.length > 0 ? title : own.includes(null) ? 'the same on all that list it' : 'the same on all'}
        </td>
      </tr>
      {fields.map((field) => (
        <FieldRow key={`${field.msb}`} register={register} field={field} {...rest} />
      ))}
    </>
  );
}

function FieldRow(props: RowProps & { register: Register; field: Field; isWhole?: boolean }) {
  const { register, field, hosts, looked, isWhole = false } = props;
  const { name, msb, lsb, value, own } = field;
  return (
    <tr className={isWhole ? styles.register : ''}>
      <th
        scope="row"
        className={`${styles.first} ${isWhole ? '' : styles.field}`}
        title={`${placeName(register.name, name)} [${msb}:${lsb}], ${rules[field.rule] ?? field.rule}`}
      >
        {isWhole ? (
          <Link to="/decode/$text/$value" params={{ text: register.id, value: value ?? register.value }}>
            {register.name}
          </Link>
        ) : (
          <>
            {name} <span className={styles.decides}>{msb === lsb ? msb : `${msb}:${lsb}`}</span>
          </>
        )}
      </th>
      <td className={styles.value}>
        {value === null ? <b className={styles.bad}>none suits all</b> : <code>{value}</code>}
      </td>
      {hosts.map((host, at) => (
        <ValueCell key={host.name} own={own[at] ?? null} value={value} isLooked={host.name === looked} />
      ))}
    </tr>
  );
}

/** What a fresh VM of the host has; strong where the baseline takes something away from it. */
function ValueCell({ own, value, isLooked }: { own: string | null; value: string | null; isLooked: boolean }) {
  const look = own === value ? styles.same : styles.other;
  return (
    <td className={`${styles.cell} ${look ?? ''} ${isLooked ? styles.looked : ''}`}>
      {own === null ? <span className="hidden-text">not listed</span> : own.replace('0x', '')}
    </td>
  );
}

const rules: Readonly<Record<string, string>> = {
  lower: 'the lower value is safe',
  higher: 'the higher value is safe',
  'higher-or-zero': 'zero, else the higher value is safe',
  exact: 'safe where it is the same',
  bits: 'a bit is safe where all have it',
  same: 'has to be the same',
};
