import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../ui/use-keys.ts';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';
import { KeyList } from './key-list.tsx';
import { Palette } from './palette.tsx';
import { WhoIsHere } from './who-is-here.tsx';
import styles from './shell.module.css';

/** The frame around every page: where to go, the palette, the colours. */
export function AppShell() {
  const [open, setOpen] = useState<'palette' | 'keys'>();
  const close = () => setOpen(undefined);
  const isSigningIn = useLocation({ select: ({ pathname }) => pathname === '/sign-in' });
  useKeys({
    'mod+k': () => setOpen(isSigningIn ? undefined : 'palette'),
    '?': () => setOpen('keys'),
  });
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        Skip to the content
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          regscope
        </Link>
        <nav aria-label="Pages" className={styles.nav}>
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            Hosts
          </Link>
          <Link to="/features">Features</Link>
          <Link to="/compare">Compare</Link>
          <Link to="/migration">Migration</Link>
          <Link to="/baseline">Baseline</Link>
          <Link to="/captures">Captures</Link>
          <Link to="/timeline">Timeline</Link>
          <Link to="/decode">Decode</Link>
          <Link to="/audit">Audit</Link>
          <Link to="/access">Access</Link>
        </nav>
        <div className={styles.tools}>
          {!isSigningIn && (
            <button
              type="button"
              className={styles.tool}
              aria-keyshortcuts="Control+K"
              onClick={() => setOpen('palette')}
            >
              Go to… <kbd>Ctrl K</kbd>
            </button>
          )}
          <button type="button" className={styles.tool} aria-keyshortcuts="?" onClick={() => setOpen('keys')}>
            Keys <kbd>?</kbd>
          </button>
          <ColorSchemeSwitch />
          {!isSigningIn && <WhoIsHere />}
        </div>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'keys' && <KeyList onClose={close} />}
    </div>
  );
}
