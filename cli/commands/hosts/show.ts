import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { facts } from '../../output/table.ts';
import { ago, list as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { inMebibytes, usage } from './usage.ts';

/** `hosts show`. */
export const showHostCommand = (run: Run) => {
  const command = newCommand('show', {
    summary: 'Show a host, and what you may use there',
  }).argument('<host>', 'its name');
  return command.action((name) => run(command, (context) => showHost(context, name)));
};

async function showHost({ api, out, deps }: Context, name: string): Promise<void> {
  const params = { path: { host: name } };
  const host = await dataOf((await api()).GET('/api/v1/hosts/{host}', { params }));
  out.result(host, () => factsOf(host, deps.now()));
  for (const warning of host.warnings ?? []) out.note(`Warning: ${warning}`);
}

/** A host for people; how it is reached and known is what administrators see. */
export function factsOf(host: Schema['Host'], now: number): string {
  const { parts, policy, transport, address, port, maintenance } = host;
  return facts([
    ['Name', host.name],
    ['Address', address === undefined ? null : `${address}, port ${port}, ${transport}`],
    ['Key', host.fingerprint ?? null],
    ['Host key', host.hostKey ?? null],
    ['Logs in with', host.publicKey ?? null],
    ['State', host.reason ? `${host.state}: ${host.reason}` : host.state],
    ['Since', host.since && `${ago(host.since, now)} ago`],
    ['Consoles', parts.console.state],
    ['Stats', parts.stats.state],
    ['Maintenance', maintenance && `${maintenance.reason} (${maintenance.until ?? 'no end set'})`],
    ['Unikernels', usage(host, 'unikernels')],
    ['Memory', inMebibytes(host, 'memory')],
    ['Storage', inMebibytes(host, 'storage')],
    ['CPUs', policy && inWords(policy.cpuids.map(String))],
    ['Bridges', policy && inWords(policy.bridges)],
  ]);
}
