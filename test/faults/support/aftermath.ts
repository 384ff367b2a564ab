import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerWorld } from '../../server/support/server-world.ts';
import { type Ask, ask, type Told } from '../../support/request.ts';
import type { Asked } from './flow.ts';

/** Milliseconds after which nothing may be held any more, once all is well again. */
export const patience = 60_000;

const isRead = ({ method, json, body }: Ask) =>
  method === undefined && json === undefined && body === undefined;

/** What is answered while something is held: the codes of version 1, and mollymawk's words for them. */
const comesLater =
  /"(request-running|\w+-busy)"|unavailable|host-down|is still running|is being (changed|written)/;

const isForLater = ({ status, text }: Told) => status >= 300 && comesLater.test(text);

interface Recorded {
  readonly action: string;
  readonly state: string;
  readonly finishedAt: string | null;
}

/** Asks as the flow does, under its key; null where there is no answer. */
export async function askAs(
  world: ServerWorld,
  { path, ask: options, person, api = '/api/v1' }: Asked,
  key: string,
): Promise<Told | null> {
  const headers: Record<string, string> = isRead(options) ? {} : { 'idempotency-key': key };
  const whole = { ...options, headers, signal: AbortSignal.timeout(patience) };
  const asking = person
    ? world.administrator.ask(world.url, path, whole)
    : ask(world.url + api, path, { token: world.token, ...whole });
  return await asking.catch(() => null);
}

/** What is not as it has to be, once all is well again; `told`: what was answered meanwhile. */
export async function aftermath(
  world: ServerWorld,
  asked: Asked,
  told: Told | null,
  key: string,
): Promise<string[]> {
  const faults: string[] = [];
  if (told?.status === 429) faults.push('was refused, so that nothing was tried');
  const isSaid = told && told.status < 300 && told.status !== 202; // that one is still under way
  if (isSaid && !(await asked.isDone())) {
    faults.push(`answered ${told.status}, and the host contradicts it`);
  }
  const states = await eventually(async () => {
    const recorded = await deploymentsOf(world, asked);
    return recorded.every(({ finishedAt }) => finishedAt !== null) ? recorded : null;
  });
  if (!states) faults.push('a deployment runs for ever');
  const state = states?.[0]?.state;
  const isDone = await asked.isDone();
  if (state === 'succeeded' && !isDone) faults.push('recorded as succeeded, and it is not done');
  if (state === 'rolled-back' && isDone) faults.push('recorded as rolled back, and it is done');
  if (state === 'failed' && isDone) faults.push('recorded as failed, and the host has done it');
  if (!(await eventually(async () => ((await world.spooled()).length === 0 ? true : null)))) {
    faults.push('something stays in the spool');
  }
  let last = 'no answer';
  const again = await eventually(async () => {
    const answer = await askAs(world, asked, key);
    if (answer) last = `${answer.status} ${answer.text}`;
    return answer && !isForLater(answer) ? answer : null;
  });
  if (!again) faults.push(`a key, a lock or a slot is held for ever: ${last}`);
  else if (again.status >= 500 && !asked.refused?.test(again.text))
    faults.push(`asked again: ${again.status} ${again.text}`);
  return faults;
}

/** The newest first. */
async function deploymentsOf(world: ServerWorld, { deployments }: Asked): Promise<Recorded[]> {
  if (deployments === undefined) return [];
  const { status, json } = await world.ask(deployments.path);
  if (status === 404) return [];
  if (status !== 200) throw new Error(`the deployments are not shown: ${status}`);
  const all: readonly Recorded[] = Reflect.get(Object(json), 'data');
  return all.filter(({ action }) => action === deployments.action);
}

/** Looks until there is something to be seen, or patience ends; null then. */
async function eventually<T>(look: () => Promise<T | null>): Promise<T | null> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look().catch(() => null);
    if (seen !== null || performance.now() > end) return seen;
    await sleep(50);
  }
}
