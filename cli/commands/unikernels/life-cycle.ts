import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { orGoesOn } from './goes-on.ts';
import { findPlace, type Place, paramsOf, placeArgument } from './place.ts';

type Params = ReturnType<typeof paramsOf>;
type Change = (api: Api, params: Params) => Promise<Schema['UnikernelDetails']>;

const restart: Change = (api, { params }) =>
  dataOf(api.POST('/api/v1/hosts/{host}/unikernels/{name}/restart', { params, body: {} }));

const stop: Change = (api, params) =>
  dataOf(api.POST('/api/v1/hosts/{host}/unikernels/{name}/stop', params));

const start: Change = (api, params) =>
  dataOf(api.POST('/api/v1/hosts/{host}/unikernels/{name}/start', params));

/** `restart`: starts a unikernel anew, as it was requested last. */
export const restartCommand = (run: Run) =>
  changeCommand(run, 'restart', 'Start a unikernel anew, as it was last requested', restart);

/** `stop`: ends a unikernel and keeps all that is known of it. */
export const stopCommand = (run: Run) =>
  changeCommand(run, 'stop', 'End a unikernel, and keep its configuration and volumes', stop);

/** `start`: starts one that does not run. */
export const startCommand = (run: Run) =>
  changeCommand(run, 'start', 'Start a unikernel that was stopped or has ended', start);

function changeCommand(run: Run, name: string, summary: string, change: Change) {
  const command = newCommand(name, { summary, actsFor: true }).argument(...placeArgument);
  return command.action((text) =>
    run(command, async (context) => tell(context, await findPlace(context, text), change)),
  );
}

async function tell(context: Context, place: Place, change: Change): Promise<void> {
  const api = await context.api();
  const unikernel = await orGoesOn(context, place, () => change(api, paramsOf(context, place)));
  const { state } = unikernel;
  context.out.result(unikernel, () => `${place.host}/${place.name} is ${state}.`);
}
