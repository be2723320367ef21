// Plans between the model and the wire, and as the short text that stands in an address.
import { asArch, type Edit, fromHex, hex, idFromHex, type Plan, registerId } from '@regscope/registers';
import { PLAN_FORMAT, PLAN_VERSION } from './plan-format.ts';
import type { WireEdit, WirePlan } from './plan-wire.ts';

export function wirePlan({ target, edits }: Plan): WirePlan {
  return { format: PLAN_FORMAT, version: PLAN_VERSION, target: { ...target }, edits: edits.map(wireEdit) };
}

/** For a plan that the schema let through. */
export function planOf({ target, edits }: WirePlan): Plan {
  return { target: { ...target, arch: asArch(target.arch) }, edits: edits.map(editOf) };
}

function wireEdit({ id, vcpu, mask, from, to }: Edit): WireEdit {
  return { id: hex(id), vcpu, mask: hex(mask), from: hex(from), to: hex(to) };
}

function editOf({ id, vcpu, mask, from, to }: WireEdit): Edit {
  return { id: idFromHex(id), vcpu, mask: fromHex(mask), from: fromHex(from), to: fromHex(to) };
}

/** `603000000013c030.f0.20.10` for all vCPUs, `…@1` for one; edits with `_` between them. Hexadecimal without 0x. */
export function formatEdits(edits: readonly Edit[]): string {
  return edits
    .map(({ id, vcpu, mask, from, to }) => {
      const at = vcpu === null ? '' : `@${vcpu}`;
      return `${[id, mask, from, to].map((part) => part.toString(16)).join('.')}${at}`;
    })
    .join('_');
}

/** Undefined for text that formatEdits did not write. */
export function parseEdits(text: string): Edit[] | undefined {
  const edits = text === '' ? [] : text.split('_').map(parseEdit);
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function parseEdit(text: string): Edit | undefined {
  const found =
    /^([1-9a-f][0-9a-f]{0,15})\.([0-9a-f]{1,512})\.([0-9a-f]{1,512})\.([0-9a-f]{1,512})(?:@(\d{1,3}))?$/.exec(text);
  if (found === null) return undefined;
  const [id = 0n, mask = 0n, from = 0n, to = 0n] = found.slice(1, 5).map((part) => BigInt(`0x${part}`));
  return { id: registerId(id), vcpu: found[5] === undefined ? null : Number(found[5]), mask, from, to };
}
