// The typed client of page and command line. `fetch` is handed in, so that the package stays free of any platform.
import { isErrorCode } from './codes.ts';
import { RegscopeError, type ErrorDetails } from './regscope-error.ts';
import { paths } from './paths.ts';
import type { CatalogueData } from '@regscope/registers';
import type { PlanOutcome, PlanReach, PlanReport, StageEdits, WirePlan } from './plan-wire.ts';
import type { AddToken, NewSignInLink, NewToken, Session, SessionRow, SignInLink, TokenRow } from './access-wire.ts';
import type { Attachment, AttachVm } from './attach-wire.ts';
import type { AuditList, AuditQuery, AuditVerdict } from './audit-wire.ts';
import type { AskBaseline, Baseline, BaselineExport, ExportBaseline } from './baseline-wire.ts';
import type { CompareVms, VmComparison } from './compare-wire.ts';
import type { Sighting } from './sighting-wire.ts';
import type { TrialAnswer, TryState } from './trial-wire.ts';
import type {
  CheckMatrix,
  CheckRegisters,
  CheckVm,
  MatrixAnswer,
  RegistersAnswer,
  RoundTripAnswer,
} from './verdict-wire.ts';
import type { CaptureChanges, CaptureList, CaptureName, CaptureSummary } from './capture-wire.ts';
import type {
  CataloguePart,
  Catalogues,
  CreateVm,
  Decoded,
  ErrorAnswer,
  Host,
  RegisterList,
  RunAnswer,
  Vm,
} from './wire.ts';
import type { VmFeatures } from './features-wire.ts';

type Answer = { ok: boolean; status: number; text: () => Promise<string> };
type Ask = { method: string; headers: Record<string, string>; body?: string | Content };

/** A file's bytes, which nobody on the way may take for text. */
export type Content = Uint8Array<ArrayBuffer>;
export type Fetch = (url: string, ask: Ask) => Promise<Answer>;

export type Client = ReturnType<typeof createClient>;

/** Every call rejects with a RegscopeError that carries the server's code, sentence and details. */
export function createClient(fetch: Fetch, base = '', headers: Record<string, string> = {}) {
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return fetch(base + path, { method, headers: { ...headers, ...type }, ...json });
  };
  const call = async <T>(...what: Parameters<typeof ask>): Promise<T> => read<T>(await ask(...what));
  const callText = async (...what: Parameters<typeof ask>): Promise<string> => {
    const answer = await ask(...what);
    return answer.ok ? answer.text() : read<string>(answer);
  };
  const octets = 'application/octet-stream';
  /** A file goes out as it is. */
  const send = async <T>(method: string, path: string, body: Content): Promise<T> =>
    read<T>(await fetch(base + path, { method, headers: { ...headers, 'content-type': octets }, body }));
  return {
    session: () => call<Session>('GET', paths.session()),
    signIn: (token: string) => call<Session>('POST', paths.session(), { token }),
    signOut: () => call<Session>('DELETE', paths.session()),
    signInLink: (whom: NewSignInLink = {}) => call<SignInLink>('POST', paths.signInLink(), whom),
    sessions: async () => (await call<{ sessions: SessionRow[] }>('GET', paths.sessions())).sessions,
    endSession: (id: string) => call<SessionRow>('DELETE', paths.otherSession(id)),
    tokens: async () => (await call<{ tokens: TokenRow[] }>('GET', paths.tokens())).tokens,
    addToken: (token: AddToken) => call<NewToken>('POST', paths.tokens(), token),
    revokeToken: (name: string) => call<TokenRow>('DELETE', paths.token(name)),
    audit: (query: AuditQuery = {}) => call<AuditList>('GET', paths.audit(query)),
    verifyAudit: () => call<AuditVerdict>('GET', paths.verifyAudit()),
    hosts: async () => (await call<{ hosts: Host[] }>('GET', paths.hosts())).hosts,
    startHost: (host: string) => call<Host>('POST', paths.startHost(host)),
    stopHost: (host: string) => call<Host>('POST', paths.stopHost(host)),
    vms: async () => (await call<{ vms: Vm[] }>('GET', paths.vms())).vms,
    vm: (host: string, vm: string) => call<Vm>('GET', paths.vm(host, vm)),
    createVm: (host: string, shape: CreateVm) => call<Vm>('POST', paths.hostVms(host), shape),
    closeVm: (host: string, vm: string) => call<Vm>('DELETE', paths.vm(host, vm)),
    attach: (host: string, vm: string, how: AttachVm = {}) => call<Attachment>('POST', paths.attach(host, vm), how),
    sighting: (host: string, vm: string) => call<Sighting>('GET', paths.sighting(host, vm)),
    registers: (host: string, vm: string) => call<RegisterList>('GET', paths.registers(host, vm)),
    run: (host: string, vm: string, vcpu: number) => call<RunAnswer>('POST', paths.run(host, vm), { vcpu }),
    stagePlan: (host: string, vm: string, what: StageEdits) => call<WirePlan>('POST', paths.stagePlan(host, vm), what),
    checkPlan: (host: string, vm: string, plan: WirePlan) => call<PlanReport>('POST', paths.checkPlan(host, vm), plan),
    reachOfPlan: (host: string, vm: string, plan: WirePlan) =>
      call<PlanReach>('POST', paths.reachOfPlan(host, vm), plan),
    tryPlan: (host: string, vm: string, plan: WirePlan) => call<PlanOutcome>('POST', paths.tryPlan(host, vm), plan),
    applyPlan: (host: string, vm: string, plan: WirePlan) => call<PlanOutcome>('POST', paths.applyPlan(host, vm), plan),
    /** Takes an applied attempt back, by the plan that is its inverse. */
    undo: (host: string, vm: string, attempt: string) => call<PlanOutcome>('POST', paths.undo(host, vm), { attempt }),
    features: (host: string, vm: string) => call<VmFeatures>('GET', paths.features(host, vm)),
    catalogues: async () => (await call<Catalogues>('GET', paths.catalogues())).catalogues,
    cataloguePart: <P extends CataloguePart>(arch: string, part: P, hash: string) =>
      call<CatalogueData[P]>('GET', paths.cataloguePart(arch, part, hash)),
    compare: (what: CompareVms) => call<VmComparison>('POST', paths.compare(), what),
    /** Loads a state into a fresh VM of a host, which is closed again. */
    tryState: (what: TryState) => call<TrialAnswer>('POST', paths.trials(), what),
    /** Whether a VM would load on a host, and come back. */
    checkVm: (what: CheckVm) => call<RoundTripAnswer>('POST', paths.checkVm(), what),
    checkMatrix: (what: CheckMatrix) => call<MatrixAnswer>('POST', paths.checkMatrix(), what),
    checkRegisters: (what: CheckRegisters) => call<RegistersAnswer>('POST', paths.checkRegisters(), what),
    baseline: (what: AskBaseline) => call<Baseline>('POST', paths.baselines(), what),
    /** As `baseline`, and tried on the live hosts that the recordings are of. */
    tryBaseline: (what: AskBaseline) => call<Baseline>('POST', paths.tryBaseline(), what),
    exportBaseline: (what: ExportBaseline) => call<BaselineExport>('POST', paths.exportBaseline(), what),
    captures: () => call<CaptureList>('GET', paths.captures()),
    /** A file of any format that regscope reads; `file` is what it was called. */
    addCapture: (name: string, content: Content, file = name) =>
      send<CaptureSummary>('PUT', paths.addCapture(name, file), content),
    renameCapture: (name: string, to: string) => call<CaptureSummary>('PATCH', paths.capture(name), { name: to }),
    removeCapture: (name: string) => call<CaptureName>('DELETE', paths.capture(name)),
    restoreCapture: (name: string) => call<CaptureName>('POST', paths.restoreCapture(name)),
    captureChanges: (from: string, to: string) => call<CaptureChanges>('GET', paths.captureChanges(from, to)),
    /** Kept by the server under a name. */
    keepCapture: (host: string, vm: string, what: { probe: boolean; name: string }) =>
      call<CaptureSummary>('POST', paths.takeCapture(host, vm), what),
    /** The capture itself, as its file. */
    takeCapture: (host: string, vm: string, what: { probe: boolean }) =>
      callText('POST', paths.takeCapture(host, vm), what),
    lookAtCapture: (name: string, content: Content) => send<RegisterList>('POST', paths.lookAtCapture(name), content),
    lookAtFeatures: (name: string, content: Content) => send<VmFeatures>('POST', paths.lookAtFeatures(name), content),
    showCapture: async (name: string, content: Content) =>
      (await send<{ text: string }>('POST', paths.showCapture(name), content)).text,
    decode: (text: string, value?: string, of?: { host: string; vm: string }) =>
      call<Decoded>('GET', paths.decode(text, value, of)),
  };
}

async function read<T>(answer: Answer): Promise<T> {
  const text = await answer.text();
  const json: unknown = parse(text);
  if (answer.ok && json !== undefined) return json as T;
  if (isErrorAnswer(json))
    throw new RegscopeError(
      isErrorCode(json.code) ? json.code : 'INTERNAL',
      json.message,
      json.details as ErrorDetails,
    );
  throw new RegscopeError('BROKEN_ANSWER', `the server answered ${answer.status} with something that is not JSON`, {
    status: answer.status,
  });
}

function isErrorAnswer(json: unknown): json is ErrorAnswer {
  return typeof json === 'object' && json !== null && 'code' in json && 'message' in json && 'details' in json;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
