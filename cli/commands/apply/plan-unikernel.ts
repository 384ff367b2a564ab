import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';
import { type DeployRequest, sendDeployment } from '../deploy/send-deployment.ts';
import { type DryRun, readDryRun } from '../deploy/tell-dry-run.ts';
import { type Place, paramsOf } from '../unikernels/place.ts';
import type { DesiredUnikernel } from './desired.ts';
import { differingSettings } from './differing-settings.ts';
import { digestOf } from './digest-of.ts';
import { movedDevices } from './moved-devices.ts';
import type { PlannedUnikernel, Refused } from './planned.ts';

/** States in which nothing has to be done: it runs, or has done what it was to do. */
const settled: ReadonlySet<string> = new Set(['running', 'starting', 'restarting', 'completed']);

/**
 * Holds a unikernel of a file against the one that there is, by a dry run of its deployment. Volumes
 * that are still to be created, `created`, are no reason to refuse it.
 */
export async function planUnikernel(
  context: Context,
  api: Api,
  desired: DesiredUnikernel,
  created: ReadonlySet<string>,
): Promise<PlannedUnikernel | Refused> {
  const { place, at } = desired;
  try {
    const current = await find(context, api, place);
    const isCreated = (volume: string) => created.has(`${place.host}/${volume}`);
    const waits = (desired.wanted.config?.blockDevices ?? []).some(({ name, volume = name }) =>
      isCreated(volume),
    );
    const { request, isSame, dry } = await tryOut(context, api, { desired, current, waits });
    if (dry && dry.refusals.length > 0) {
      return {
        kind: 'refused',
        place,
        at,
        reason: dry.refusals.map(({ detail }) => detail).join(' '),
      };
    }
    const settings = differingSettings(desired.settings, current);
    return {
      kind: 'unikernel',
      place,
      request,
      settings,
      moved: movedDevices(desired.wanted, current, isCreated),
      ...changeOf(current, request, { isSame, dry }, settings),
    };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 401) throw error;
    return { kind: 'refused', place, at, reason: error.message };
  }
}

async function find(context: Context, api: Api, place: Place) {
  const path = '/api/v1/hosts/{host}/unikernels/{name}';
  try {
    return await dataOf(api.GET(path, paramsOf(context, place)));
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'unikernel-unknown') return null;
    throw error;
  }
}

/** What is sent, and what the server says of it. */
interface Tried {
  readonly request: DeployRequest;
  /** Whether its image is the one that runs. */
  readonly isSame: boolean;
  /** null: it cannot be tried yet. */
  readonly dry: DryRun | null;
}

interface Trial {
  readonly desired: DesiredUnikernel;
  readonly current: Schema['UnikernelDetails'] | null;
  /** Whether it waits for volumes that are still to be created. */
  readonly waits: boolean;
}

/** An image that the server keeps already is not sent again, nor its signature. */
async function tryOut(
  { account: query }: Context,
  api: Api,
  { desired, current, waits }: Trial,
): Promise<Tried> {
  const { place, wanted, image, signature } = desired;
  const whole = { place, wanted, image, signature, query };
  const isSame = image !== null && current !== null && (await digestOf(image)) === current.digest;
  if (waits) return { request: whole, isSame, dry: null };
  const small = isSame ? { ...whole, image: null, signature: null } : whole;
  const tried = { request: small, isSame, dry: await dryRun(api, small) };
  if (!isSame || !needsImage(current, tried)) return tried;
  return { request: whole, isSame, dry: await dryRun(api, whole) };
}

async function dryRun(api: Api, request: DeployRequest): Promise<DryRun> {
  const query = { ...request.query, dryRun: 'true' as const };
  return readDryRun(await sendDeployment(api, { ...request, query }));
}

/**
 * Whether the image has to be sent: the server does not know it or that it runs, or does not keep it and has something
 * to do. It plans from what runs; what is as it is costs no upload.
 */
function needsImage(
  current: Trial['current'],
  { request, isSame, dry }: Tried & { readonly dry: DryRun },
): boolean {
  if (dry.refusals.some(({ code }) => unknownImage.has(code))) return true;
  if (dry.currentImage?.kept !== false) return false;
  return changeOf(current, request, { isSame, dry }, null).change !== 'none';
}

const unknownImage: ReadonlySet<string> = new Set(['image-not-kept', 'unikernel-unknown']);

/** What there is to do. One that is only watched is deployed, which makes it managed. */
function changeOf(
  current: Schema['UnikernelDetails'] | null,
  { image, wanted }: DeployRequest,
  { isSame, dry }: Pick<Tried, 'isSame' | 'dry'>,
  settings: PlannedUnikernel['settings'],
): Pick<PlannedUnikernel, 'change' | 'changes'> {
  if (!current) return { change: 'create', changes: [] };
  const isNew = (image !== null && !isSame) || dry?.image?.kept === false;
  const known = (dry?.changes ?? ['volumes']).filter(
    // Where the file names none, the server chooses anew each time: that alone is no reason to deploy.
    (field) => field !== 'cpuids' || wanted.config?.cpuids !== undefined,
  );
  const changes = [
    ...(current.managed ? [] : ['managed']),
    ...(isNew && !known.includes('image') ? ['image'] : []),
    ...known,
  ];
  if (changes.length > 0) return { change: 'deploy', changes };
  if (!settled.has(current.state) && !hasDoneItsWork(current))
    return { change: 'deploy', changes: ['state'] };
  return { change: settings === null ? 'none' : 'settings', changes: [] };
}

/** Whether it ended well, and its host was to start it again after other ends alone. */
function hasDoneItsWork({ state, lastExit, failBehaviour }: Schema['UnikernelDetails']): boolean {
  if (state !== 'exited' || lastExit?.code !== 0 || typeof failBehaviour === 'string') return false;
  return failBehaviour.restart?.includes(0) === false;
}
