import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { facts } from '../../output/table.ts';
import { ago, list } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { findPlace, paramsOf, placeArgument } from './place.ts';

/** `show`: one unikernel. */
export const showCommand = (run: Run) => {
  const command = newCommand('show', { summary: 'Show a unikernel', actsFor: true }).argument(
    ...placeArgument,
  );
  return command.action((text) => run(command, (context) => show(context, text)));
};

async function show(context: Context, text: string): Promise<void> {
  const place = await findPlace(context, text);
  const api = await context.api();
  const path = '/api/v1/hosts/{host}/unikernels/{name}';
  const unikernel = await dataOf(api.GET(path, paramsOf(context, place)));
  const { out, deps } = context;
  out.result(unikernel, () => factsOf(unikernel, deps.now()));
  if (unikernel.state === 'unknown') {
    out.note(`${place.host} does not answer: \`fulmar hosts show ${place.host}\` says since when.`);
  }
  for (const warning of unikernel.warnings) out.note(`Warning: ${warning}`);
}

function factsOf(unikernel: Schema['UnikernelDetails'], now: number): string {
  const { state, since, memory, lastExit, lastDeployment, update, networkDevices } = unikernel;
  const age = ago(since, now);
  return facts([
    ['Name', `${unikernel.host}/${unikernel.name}`],
    ['State', age === null ? state : `${state} for ${age}`],
    [
      'Restarts',
      unikernel.restarts > 0 ? `at least ${unikernel.restarts} in the last ten minutes` : null,
    ],
    ['Last exit', lastExit && exitOf(lastExit)],
    ['Memory', `${memory} MiB`],
    ['CPUs', list(unikernel.cpuids.map(String))],
    ['Arguments', list(unikernel.arguments)],
    [
      'Networks',
      list(networkDevices.map(({ name, bridge, mac }) => `${name} on ${bridge} (${mac})`)),
    ],
    ['Volumes', list(unikernel.blockDevices.map(({ name, volume }) => `${name} is ${volume}`))],
    ['Labels', list(Object.entries(unikernel.labels).map((label) => label.join('=')))],
    ['Image', `sha256:${unikernel.digest}`],
    ['Update', update && `${update.version ?? 'a newer one'} from ${update.from}`],
    ['Differs in', list(unikernel.drift.map(({ field }) => field))],
    [
      'Deployment',
      lastDeployment && `${lastDeployment.action} ${lastDeployment.state}, ${lastDeployment.id}`,
    ],
  ]);
}

/** One that was ended by a signal under spt says nothing. */
function exitOf({ code, reason }: NonNullable<Schema['UnikernelDetails']['lastExit']>): string {
  const told = [code, reason].filter((part) => part !== null);
  return told.length > 0 ? told.join(': ') : 'without a code or a reason';
}
