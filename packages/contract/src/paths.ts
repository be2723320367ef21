const api = '/api/v1';
const at = encodeURIComponent;

/** Every address of the API, made in one place: nobody types one. */
export const paths = {
  session: () => `${api}/session`,
  signInLink: () => `${api}/session/links`,
  sessions: () => `${api}/sessions`,
  otherSession: (id: string) => `${api}/sessions/${at(id)}`,
  tokens: () => `${api}/tokens`,
  token: (name: string) => `${api}/tokens/${at(name)}`,
  audit: (query: Readonly<Record<string, string | undefined>> = {}) => `${api}/audit${queryText(query)}`,
  verifyAudit: () => `${api}/audit/verify`,
  hosts: () => `${api}/hosts`,
  startHost: (host: string) => `${api}/hosts/${at(host)}/start`,
  stopHost: (host: string) => `${api}/hosts/${at(host)}/stop`,
  hostVms: (host: string) => `${api}/hosts/${at(host)}/vms`,
  vms: () => `${api}/vms`,
  vm: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}`,
  registers: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/registers`,
  sighting: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/sighting`,
  attach: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/attach`,
  run: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/run`,
  stagePlan: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/plan/stage`,
  checkPlan: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/plan/check`,
  reachOfPlan: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/plan/reach`,
  tryPlan: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/plan/try`,
  applyPlan: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/plan/apply`,
  undo: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/plan/undo`,
  decode: (text: string, value?: string, of?: { host: string; vm: string }) =>
    `${api}/decode/${at(text)}${queryText({ value, ...of })}`,
  features: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/features`,
  catalogues: () => `${api}/catalogues`,
  cataloguePart: (arch: string, part: string, hash: string) => `${api}/catalogues/${at(arch)}/${at(part)}/${at(hash)}`,
  baselines: () => `${api}/baselines`,
  tryBaseline: () => `${api}/baselines/try`,
  exportBaseline: () => `${api}/baselines/export`,
  captures: () => `${api}/captures`,
  capture: (name: string) => `${api}/captures/${at(name)}`,
  addCapture: (name: string, file: string) => `${api}/captures/${at(name)}?name=${at(file)}`,
  restoreCapture: (name: string) => `${api}/captures/${at(name)}/restore`,
  captureChanges: (from: string, to: string) => `${api}/captures/${at(from)}/changes/${at(to)}`,
  takeCapture: (host: string, vm: string) => `${api}/hosts/${at(host)}/vms/${at(vm)}/captures`,
  lookAtCapture: (name?: string) => `${api}/look/registers${name === undefined ? '' : `?name=${at(name)}`}`,
  lookAtFeatures: (name?: string) => `${api}/look/features${name === undefined ? '' : `?name=${at(name)}`}`,
  showCapture: (name?: string) => `${api}/look/text${name === undefined ? '' : `?name=${at(name)}`}`,
  compare: () => `${api}/compare`,
  checkVm: () => `${api}/verdicts`,
  checkMatrix: () => `${api}/verdicts/matrix`,
  checkRegisters: () => `${api}/verdicts/registers`,
  trials: () => `${api}/trials`,
  events: () => `${api}/events`,
} as const;

function queryText(query: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(query).flatMap(([key, part]) => (part === undefined ? [] : [`${key}=${at(part)}`]));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
