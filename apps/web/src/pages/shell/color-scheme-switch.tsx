import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import styles from './shell.module.css';

const schemes = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

/** Light, dark, or as the system is; remembered by the browser. */
export function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <select
      className={styles.scheme}
      aria-label="Colours"
      value={colorScheme}
      onChange={(event) => setColorScheme(schemes.find((scheme) => scheme === event.target.value) ?? 'auto')}
    >
      {schemes.map((scheme) => (
        <option key={scheme} value={scheme}>
          {scheme}
        </option>
      ))}
    </select>
  );
}
