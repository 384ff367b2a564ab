import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Unikernel } from '../../../src/emulator/host/unikernel.ts';
import { unikernelDetails } from '../../../src/unikernels/answer-schema.ts';
import type { Told } from '../../support/request.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import { type Attempt, type DeploymentSeen, eventually } from './attempt.ts';
import {
  type Before,
  configBefore,
  configNew,
  type DeployCase,
  type Ending,
  imageBefore,
  imageNew,
  secret,
} from './deploy-case.ts';

/** Milliseconds within which the record shows what the host has: one that was away is asked each minute. */
const shownWithin = 75_000;

/** What is not as it has to be once a deployment is over: a line each. */
export async function judge(attempt: Attempt, deploy: DeployCase): Promise<string[]> {
  const { ends } = deploy;
  const faults: string[] = [];
  const found = await endOf(attempt, ends);
  if (found === 'open') faults.push('its deployment runs for ever');
  else faults.push(...judgeEnd(found, attempt.told, ends));
  faults.push(...(await judgeRunning(attempt, deploy)));
  faults.push(...(await judgeRest(attempt, deploy.before)));
  return faults;
}

/** null: none is recorded. */
async function endOf(attempt: Attempt, { state }: Ending): Promise<DeploymentSeen | null | 'open'> {
  if (state === null) return await attempt.deployment();
  const ended = await eventually(async () => {
    const found = await attempt.deployment();
    return found?.finishedAt ? found : null;
  });
  return ended ?? 'open';
}

function judgeEnd(found: DeploymentSeen | null, told: Told | null, ends: Ending): string[] {
  const faults: string[] = [];
  if ((found?.state ?? null) !== ends.state) {
    faults.push(`ended ${found?.state ?? 'unrecorded'}, not ${ends.state}: ${found?.error ?? ''}`);
  }
  if (ends.cause && !ends.cause.test(found?.error ?? '')) {
    faults.push(`its cause is ${found?.error ?? 'not told'}, not ${ends.cause}`);
  }
  const running = found?.steps.filter(({ finishedAt }) => finishedAt === null) ?? [];
  if (running.length > 0) faults.push(`steps run: ${running.map(({ name }) => name).join(', ')}`);
  if (ends.answer !== undefined) {
    const answer = told && (told.status < 400 ? told.status : Object(told.json).code);
    if (answer !== ends.answer) faults.push(`answered ${told?.text ?? 'nothing'}`);
  }
  if (found && JSON.stringify(found).includes(secret)) faults.push('it shows a secret');
  if (told?.text.includes(secret)) faults.push('the answer shows a secret');
  return faults;
}

const digestOf = (image: Buffer) => createHash('sha256').update(image).digest('hex');

/** What is to run: its whole configuration, and its image; null: nothing. */
function wanted({ ends: { runs }, before, config, image }: DeployCase) {
  if (runs === 'nothing' || runs === 'theirs') return null;
  const volumes = before === 'with a volume' ? ['storage'] : [];
  const old = { ...configBefore, ...(before === 'looping' && looping), volumes };
  if (runs === 'before') return { ...old, digest: digestOf(imageBefore(before)) };
  const digest = digestOf(image ?? imageNew(before));
  return { ...old, ...configNew, ...config, digest };
}

/** Ends over and over: alive for 50 ms, and away for 50 ms. */
export const looping = { arguments: [...configBefore.arguments, '--emulator-exit=2'] };

function told({ config, digest }: Unikernel) {
  const { memory, cpuids, startup, addName, failBehaviour } = config;
  return {
    ...{ memory, cpuids, startup, addName, failBehaviour, digest: digest.toString('hex') },
    arguments: config.arguments,
    networkDevices: config.networkDevices.map(({ name, bridge, mac }) => ({ name, bridge, mac })),
    volumes: config.blockDevices.map(({ name, volume }) => volume ?? name),
  };
}

async function judgeRunning(attempt: Attempt, deploy: DeployCase): Promise<string[]> {
  const { runs, shown: state = 'running' } = deploy.ends;
  const faults: string[] = [];
  const whole = wanted(deploy);
  const isRight = () => {
    const { running } = attempt;
    if (runs === 'theirs') return running?.config.memory === theirMemory;
    return running ? isDeepStrictEqual(told(running), whole) : whole === null;
  };
  // In a crash loop it is there now and then.
  if (!(await eventually(async () => (isRight() ? true : null), shownWithin))) {
    const { running } = attempt;
    faults.push(`runs ${JSON.stringify(running ? told(running) : null)}, not ${runs}`);
  }
  const expected = runs === 'nothing' && state === 'running' ? null : state;
  const isShown = await eventually(async () => {
    const { status, json } = await attempt.world.ask(attempt.path);
    if (expected === null) return status === 404 ? true : null;
    if (status !== 200) return null;
    const seen = unikernelDetails.parse(json);
    if (seen.state !== expected) return null;
    return runs === 'theirs' || !whole || isSame(seen, whole) ? true : null;
  }, shownWithin);
  if (!isShown) {
    const { text } = await attempt.world.ask(attempt.path);
    faults.push(`is not shown as ${expected} with what runs: ${text}`);
  }
  return faults;
}

/** What another client starts meanwhile: MiB. */
export const theirMemory = 96;

function isSame(seen: ReturnType<typeof unikernelDetails.parse>, whole: object): boolean {
  const { memory, cpuids, startup, failBehaviour, digest, networkDevices } = seen;
  const { addName, arguments: texts, drift } = seen;
  const volumes = seen.blockDevices.map(({ volume }) => volume);
  const shown = { memory, cpuids, startup, failBehaviour, digest, networkDevices, volumes };
  return drift.length === 0 && isDeepStrictEqual({ ...shown, addName, arguments: texts }, whole);
}

/** Nothing is locked, waited for or left, once all servers run. */
async function judgeRest(attempt: Attempt, before: Before | undefined): Promise<string[]> {
  const faults: string[] = [];
  const { world, path } = attempt;
  await world.restoreServer();
  if (
    !(await eventually(async () => ((await world.world.spooled()).length ? null : true), 5_000))
  ) {
    faults.push('something stays in the spool');
  }
  const body = formOf([
    ['image', imageBefore(before)],
    ['settle', 0],
    ['replaceConfig', true],
    ['config', configBefore],
  ]);
  const next = await world.ask(`${path}/deployments?ifBusy=fail`, { body });
  if (next.status !== 200 && next.status !== 201) faults.push(`the next is refused: ${next.text}`);
  return faults;
}
