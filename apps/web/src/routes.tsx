import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { client } from './api/client.ts';
import { explainError } from './api/errors.ts';
import { createLiveEvents, type LiveEvents } from './api/events.ts';
import { AccessPage } from './pages/access/access-page.tsx';
import { ProcessPage } from './pages/attached/process-page.tsx';
import { AuditPage } from './pages/audit/audit-page.tsx';
import { readAuditSearch } from './pages/audit/audit-search.ts';
import { BaselinePage } from './pages/baseline/baseline-page.tsx';
import { readBaselineSearch } from './pages/baseline/baseline-search.ts';
import { CapturesPage } from './pages/captures/captures-page.tsx';
import { readCapturesSearch } from './pages/captures/captures-search.ts';
import { ComparePage } from './pages/compare/compare-page.tsx';
import { readCompareSearch } from './pages/compare/compare-search.ts';
import { DecodePage } from './pages/decode/decode-page.tsx';
import { FeaturesPage } from './pages/features/features-page.tsx';
import { readFeaturesSearch } from './pages/features/features-search.ts';
import { HostsPage } from './pages/hosts/hosts-page.tsx';
import { ScopePage } from './pages/scope/scope-page.tsx';
import { readScopeSearch } from './pages/scope/scope-search.ts';
import { readMigrationSearch } from './pages/migration/migration-search.ts';
import { AppShell } from './pages/shell/app-shell.tsx';
import { BrokenPage, MissingPage } from './pages/shell/broken-page.tsx';
import { LiveLayout } from './pages/shell/live-layout.tsx';
import { parseSearch, stringifySearch } from './pages/shell/search-text.ts';
import { readSignInSearch, wayBack } from './pages/sign-in/sign-in-search.ts';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { TimelinePage } from './pages/timeline/timeline-page.tsx';
import { readTimelineSearch } from './pages/timeline/timeline-search.ts';
import { VmPage } from './pages/vm/vm-page.tsx';
import { readVmSearch } from './pages/vm/vm-search.ts';

const root = createRootRouteWithContext<{ events: LiveEvents; cache: QueryClient }>()({
  component: AppShell,
  errorComponent: BrokenPage,
  notFoundComponent: MissingPage,
});

/** Pages that show what the server holds, kept up to date by its events. */
const live = createRoute({ getParentRoute: () => root, id: 'live', component: LiveLayout });

const hosts = createRoute({
  getParentRoute: () => live,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { new?: string } =>
    typeof search['new'] === 'string' ? { new: search['new'] } : {},
  component: HostsPage,
});

const vm = createRoute({
  getParentRoute: () => live,
  path: '/hosts/$host/vms/$vm',
  validateSearch: readVmSearch,
  component: VmPage,
});

const scope = createRoute({
  getParentRoute: () => live,
  path: '/hosts/$host/vms/$vm/scope',
  validateSearch: readScopeSearch,
  component: ScopePage,
});

/** A name of its own: of a VM that was read, its page shows the registers. */
const process = createRoute({
  getParentRoute: () => live,
  path: '/hosts/$host/vms/$vm/process',
  component: ProcessPage,
});

const features = createRoute({
  getParentRoute: () => live,
  path: '/features',
  validateSearch: readFeaturesSearch,
  component: FeaturesPage,
});

const compare = createRoute({
  getParentRoute: () => live,
  path: '/compare',
  validateSearch: readCompareSearch,
  component: ComparePage,
});

const baseline = createRoute({
  getParentRoute: () => live,
  path: '/baseline',
  validateSearch: readBaselineSearch,
  component: BaselinePage,
});

/** A part of the script of its own: the register table does not wait for it. */
const migration = createRoute({
  getParentRoute: () => live,
  path: '/migration',
  validateSearch: readMigrationSearch,
  component: lazyRouteComponent(() => import('./pages/migration/migration-page.tsx'), 'MigrationPage'),
});

const captures = createRoute({
  getParentRoute: () => live,
  path: '/captures',
  validateSearch: readCapturesSearch,
  component: CapturesPage,
});

const timeline = createRoute({
  getParentRoute: () => live,
  path: '/timeline',
  validateSearch: readTimelineSearch,
  component: TimelinePage,
});

const audit = createRoute({
  getParentRoute: () => live,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: AuditPage,
});

const access = createRoute({ getParentRoute: () => live, path: '/access', component: AccessPage });

const decode = createRoute({ getParentRoute: () => root, path: '/decode', component: DecodePage });

const decodeText = createRoute({ getParentRoute: () => root, path: '/decode/$text', component: DecodePage });

const decodeValue = createRoute({ getParentRoute: () => root, path: '/decode/$text/$value', component: DecodePage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  /** The token of a link is good once: it leaves the address whatever becomes of it. */
  beforeLoad: async ({ location, search, context }) => {
    if (location.hash === '') return;
    const failed = await client.signIn(location.hash).then(
      () => undefined,
      (error: unknown) => explainError(error).code,
    );
    // Who was here before may have seen more, or less.
    if (failed === undefined) context.cache.clear();
    if (failed === undefined) throw redirect({ href: wayBack(search.from), replace: true });
    throw redirect({ to: '/sign-in', search: { ...search, problem: failed }, hash: '', replace: true });
  },
  component: SignInPage,
});

export function createAppRouter(cache: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      live.addChildren([
        hosts,
        vm,
        scope,
        process,
        features,
        compare,
        migration,
        baseline,
        captures,
        timeline,
        audit,
        access,
      ]),
      decode,
      decodeText,
      decodeValue,
      signIn,
    ]),
    context: { events: createLiveEvents(cache), cache },
    parseSearch,
    stringifySearch,
    // Names of hosts and encodings of registers stay readable in a link.
    pathParamsAllowedCharacters: [':', '+', ',', '@'],
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
