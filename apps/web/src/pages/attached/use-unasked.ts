import { useLocalStorage } from '@mantine/hooks';

/** The VMMs that somebody attaches to without being asked, remembered by the browser. */
export function useUnasked(vmm: string): [isUnasked: boolean, remember: (how: 'ask' | 'do not ask') => void] {
  const [stored, store] = useLocalStorage<readonly string[]>({
    key: 'regscope-attach-unasked',
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  // Anybody may have written there.
  const vmms = Array.isArray(stored) ? stored : [];
  const others = vmms.filter((one) => one !== vmm);
  return [vmms.includes(vmm), (how) => store(how === 'ask' ? others : [...others, vmm])];
}
