import type { DebianMirror } from './apt-sources.ts';
import type { AptWorldSpec } from './apt-world.ts';
import { runProgram } from './run-program.ts';

// What the machine's owner has set about reaching the network and about dates holds for us too (apt.conf(5), apt-get(8)).
const inherited =
  /^Acquire::(?:https?|Retries|ForceIPv[46]|Proxy[\w-]*|Check-Date|Check-Valid-Until|Max-ValidTime)\b[^\n]*;$/gm;

/** The apt.conf(5) of a private world: every folder and file of the machine's own apt state is replaced. */
export async function aptConfiguration(root: string, { architecture, suites }: AptWorldSpec): Promise<string> {
  const machine = await runProgram('apt-config', ['dump']);
  return `Dir::Etc "${root}/etc";
Dir::Etc::sourcelist "${root}/etc/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Etc::trustedparts "/etc/apt/trusted.gpg.d/";
Dir::State "${root}/state";
Dir::State::status "${root}/state/status";
Dir::State::Lists "${root}/lists";
Dir::Cache "${root}";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Log "${root}";
APT::Architecture "${architecture}";
APT::Architectures { "${architecture}"; };
APT::Default-Release "${suites.at(-1)}";
APT::Install-Recommends "false";
APT::Sandbox::User "";
APT::Color "0";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
Debug::NoLocking "true";
${[...machine.matchAll(inherited)].map(([line]) => line).join('\n')}
`;
}

/** The sources.list(5) of a world. */
export function sourceLines({ uri, keyring }: DebianMirror, { architecture, suites }: AptWorldSpec): string {
  const signedBy = keyring === undefined ? '' : ` signed-by=${keyring}`;
  return suites.map((suite) => `deb [arch=${architecture}${signedBy}] ${uri} ${suite} main\n`).join('');
}

/** The suites that hold everything a package of `suite` depends on: backports build on their stable suite. */
export function closedSuites(suite: string): string[] {
  return [...new Set([suite.replace(/-(?:backports|updates)$/, ''), suite])];
}
