import { type Api, dataOf } from '../../api/client.ts';
import { defaultProjectFile } from '../../files/read-project.ts';
import { confirm } from '../../output/ask.ts';
import type { Context } from '../context.ts';
import { carryOut } from '../deploy/carry-out.ts';
import { newCommand, type Run } from '../new-command.ts';
import { paramsOf } from '../unikernels/place.ts';
import { expectNoRefusal, planFile } from './plan-file.ts';
import type { Planned, PlannedUnikernel, PlannedVolume, Unnamed } from './planned.ts';
import { pruneAll } from './prune.ts';
import { presentPlan, tellPlan } from './tell-plan.ts';

/** `apply`: makes what a file names as the file says. */
export const applyCommand = (run: Run) => {
  const command = newCommand('apply', {
    actsFor: true,
    summary: 'Make volumes and unikernels as a file says',
    description:
      'What would be refused is found before anything is changed. What is on the hosts of the file ' +
      'and not in it is listed, and stays, unless --prune is given. A volume never changes its size.',
    examples: [
      ['fulmar apply', 'makes all as fulmar.yaml says'],
      ['fulmar apply -f staging.yaml --prune', 'and destroys what it does not name, when asked'],
    ],
  })
    .option('-f, --file <file>', 'the file', defaultProjectFile)
    .option('--prune', 'destroy what is on its hosts and not in it')
    .option('--commit <commit>', 'the commit that the images were built from');
  return command.action(({ file, prune = false, commit }) =>
    run(command, (context) => apply(context, { file, prune, commit })),
  );
};

interface ApplyOptions {
  readonly file: string;
  readonly prune: boolean;
  readonly commit: string | undefined;
}

async function apply(context: Context, { file, prune, commit }: ApplyOptions): Promise<void> {
  const { out, deps, yes } = context;
  const api = await context.api();
  const planned = await planFile(context, api, { file, prune });
  if (!out.json) out.print(tellPlan(out, planned, prune));
  expectNoRefusal(planned);
  const unnamed = prune ? planned.filter((each) => each.kind === 'unnamed') : [];
  if (unnamed.length > 0) {
    await confirm(deps, `Destroy ${listed(unnamed)}, which the file does not name?`, yes);
  }
  for (const each of planned) await carryOutOne(context, api, withRevision(each, commit));
  await pruneAll(context, api, unnamed);
  out.result(presentPlan(planned), () => 'Done.');
}

/** A few by kind and name; the plan has shown them all. */
const listed = (unnamed: readonly Unnamed[]) =>
  unnamed.length > 4
    ? `the ${unnamed.length} things`
    : unnamed.map(({ what, place }) => `the ${what} ${place.host}/${place.name}`).join(', ');

/** What is deployed says what it was built from. */
function withRevision(planned: Planned, commit: string | undefined): Planned {
  if (planned.kind !== 'unikernel' || commit === undefined) return planned;
  const { request } = planned;
  return {
    ...planned,
    request: { ...request, wanted: { ...request.wanted, revision: { commit } } },
  };
}

async function carryOutOne(context: Context, api: Api, planned: Planned): Promise<void> {
  if (planned.kind === 'volume') await createVolume(context, api, planned);
  if (planned.kind === 'unikernel') await changeUnikernel(context, api, planned);
}

async function createVolume({ account: query }: Context, api: Api, planned: PlannedVolume) {
  const { place, size, change } = planned;
  if (change === 'none') return;
  const params = { path: { host: place.host }, query };
  const body = { name: place.name, size };
  await dataOf(api.POST('/api/v1/hosts/{host}/volumes', { params, body }));
}

async function changeUnikernel(context: Context, api: Api, planned: PlannedUnikernel) {
  const { place, change, request, settings } = planned;
  if (change === 'create' || change === 'deploy') {
    if (!context.out.json) context.out.print(`${place.host}/${place.name}`);
    await carryOut(context, request, false);
  }
  if (settings === null) return;
  const { params } = paramsOf(context, place);
  const path = '/api/v1/hosts/{host}/unikernels/{name}';
  await dataOf(api.PATCH(path, { params, body: settings }));
}
