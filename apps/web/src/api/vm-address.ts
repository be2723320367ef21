/** A VM as the API knows it, and as addresses of pages name it: HOST/VM. */
export type VmAddress = { host: string; vm: string };

export function addressText({ host, vm }: VmAddress): string {
  return `${host}/${vm}`;
}

/** Nothing for text that names no VM. */
export function parseAddress(text: string): VmAddress[] {
  const [, host, vm] = /^([^/]+)\/([^/]+)$/.exec(text) ?? [];
  return host === undefined || vm === undefined ? [] : [{ host, vm }];
}
