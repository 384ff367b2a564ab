import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { Deps } from '../deps.ts';
import { locateUnikernel } from '../location.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { startHeld } from '../start-unikernel.ts';
import { holdUnikernel } from '../unikernel-locks.ts';
import { viewUnikernel } from '../view-unikernel.ts';
import { isLostWithAll } from './lost-list.ts';
import { byStartup, startupOf } from './startup-order.ts';

/** Unikernels that one request starts: the next one goes on. */
export const maxRecovered = 100;

/** What came of one that was missing. */
export interface Recovery {
  readonly unikernel: RegisteredUnikernel;
  /** `missing`: it was only listed; `skipped`: something else was asked of it meanwhile. */
  readonly outcome: 'missing' | 'started' | 'skipped' | 'failed';
  /** Why it failed. */
  readonly problem: Problem | null;
}

/** What was missing on a host. */
export interface HostRecovery {
  readonly done: readonly Recovery[];
  /** How many more are missing. */
  readonly left: number;
}

/**
 * Starts again what is to run on a host that has lost it, in the order of its boot, one after the
 * other; who leaves ends it behind the one that is being started. Whatever fails is told, and the
 * others are started all the same. Throws as the host does where it cannot be asked.
 */
export async function recoverHost(
  deps: Deps,
  host: ManagedHost,
  { dryRun }: { readonly dryRun: boolean },
  request: ChangeRequest,
): Promise<HostRecovery> {
  const missing = await findMissing(deps, host, request.signal);
  const done: Recovery[] = [];
  for (const unikernel of missing.slice(0, maxRecovered)) {
    request.signal?.throwIfAborted();
    done.push(
      dryRun
        ? { unikernel, outcome: 'missing', problem: null }
        : await recover(deps, unikernel, request),
    );
  }
  return { done, left: missing.length - done.length };
}

async function findMissing(
  { registry, history, clock }: Deps,
  host: ManagedHost,
  signal: AbortSignal | undefined,
): Promise<RegisteredUnikernel[]> {
  const list = await host.unikernels(signal);
  const names = new Set(list.map(({ name: { path, label } }) => [...path, label].join(':')));
  const changing = await history.allChanging();
  const all = await registry.onHost(host.name);
  const isMissing = (registered: RegisteredUnikernel) => {
    const { key, managed, destroyedAt } = registered;
    if (!managed || destroyedAt !== null || names.has(`${key.domain}:${key.name}`)) return false;

    const view = viewUnikernel({
      ...{ key, registered, live: null, whole: false, now: clock() },
      hostSince: host.health.since,
      changing: changing.has(`${key.host}/${key.domain}:${key.name}`),
    });
    const { state } = view?.state ?? {};
    return state === 'missing' || (state === 'exited' && isLostWithAll(registered, all));
  };
  return all.filter(isMissing).sort(byStartup);
}

async function recover(
  deps: Deps,
  unikernel: RegisteredUnikernel,
  request: ChangeRequest,
): Promise<Recovery> {
  const { host, domain, name } = unikernel.key;
  try {
    const place = await deps.places.find(request, host, domain);
    place.authority.expect('unikernels:write', name);
    await using hold = new AsyncDisposableStack();
    const { lost } = hold.use(await holdUnikernel(deps.locks, unikernel.key));
    if (!(await isStillWanted(deps, unikernel))) {
      return { unikernel, outcome: 'skipped', problem: null };
    }
    await deps.deploymentLocks.expectNone(unikernel.key);
    await startHeld(deps, locateUnikernel(place, name), request, { hold, lost });
    return { unikernel, outcome: 'started', problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { unikernel, outcome: 'failed', problem: error };
  }
}

/** The others were started meanwhile, which may have taken long. */
async function isStillWanted(
  { registry }: Pick<Deps, 'registry'>,
  { id, key, askedAt }: RegisteredUnikernel,
): Promise<boolean> {
  const now = await registry.find(key);
  if (now?.id !== id || !now.managed || now.desired !== 'running') return false;
  return now.destroyedAt === null && now.askedAt?.getTime() === askedAt?.getTime();
}

/** What an answer says of one. */
export function presentRecovery({ unikernel, outcome, problem }: Recovery) {
  const { domain, name } = unikernel.key;
  return {
    ...{ account: domain, name, startup: startupOf(unikernel), outcome },
    problem: problem && { code: problem.code, detail: problem.detail },
  };
}
