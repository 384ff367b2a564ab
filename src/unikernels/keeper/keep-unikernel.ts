import { randomUUID } from 'node:crypto';
import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { ActingAccount, Actor } from '../../identity/access/actor.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import type { Deps } from '../deps.ts';
import { locateUnikernel } from '../location.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { readRunning } from '../running.ts';
import { startKept } from '../start-unikernel.ts';
import { holdUnikernel } from '../unikernel-locks.ts';
import { pauseBefore } from './keeping.ts';
import type { KeepingRecords } from './keeping-records.ts';

export interface KeepDeps extends Omit<Deps, 'hosts' | 'accounts' | 'listTimeout'> {
  readonly keeping: KeepingRecords;
  /** Whether nothing is to be done on a host that nobody asked for. */
  readonly isPaused: (host: Label) => Promise<boolean>;
}

/**
 * Starts one again that has ended, for its account, unless anything was done to it since it was
 * looked at. Says whether it was told to its host. Throws as `startUnikernel` does.
 */
export async function keepUnikernel(
  deps: KeepDeps,
  looked: RegisteredUnikernel,
  account: ActingAccount,
  requestId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const request: ChangeRequest = { actor: itself(account), requestId, automatic: true, signal };
  const { key } = looked;
  const location = locateUnikernel(await deps.places.find(request, key.host), key.name);
  await using hold = new AsyncDisposableStack();
  const { lost } = hold.use(await holdUnikernel(deps.locks, key));
  const known = await deps.registry.find(key);
  if (!known || !isSame(known, looked) || (await deps.isPaused(key.host))) return false;
  if (await deps.deploymentLocks.find(key)) return false; // whoever locked it wants it as it is
  const running = await readRunning(location, signal);
  if (running.current) return false;
  const afterPause = (tries: number) => new Date(deps.clock().getTime() + pauseBefore(tries));
  await deps.keeping.tried(known, afterPause(known.keeping.tries + 1));
  let isTold = false;
  const told = () => {
    isTold = true;
  };
  const starting = { action: 'start', known, running, given: {}, lost, told } as const;
  try {
    await startKept(deps, location, starting, request, hold);
    deps.keeping.wasTold(known);
  } catch (error) {
    const counts = isTold || (error instanceof Problem && isFinal(error));
    if (counts) deps.keeping.wasTold(known);
    else await giveBack(deps, known, error);
    throw error;
  }
  return true;
}

/** What lasts is tried less and less often; what only somebody else has to be through with, each minute. */
async function giveBack({ keeping, clock }: KeepDeps, tried: RegisteredUnikernel, error: unknown) {
  const nextAt = (times: number) => new Date(clock().getTime() + pauseBefore(times));
  await keeping.giveBack(tried, mayPassSoon(error) ? () => nextAt(1) : nextAt);
}

/** Whether its host had no place for it, and so was told nothing. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'host-busy';

/** Whether it is enough that another operation ends; otherwise somebody may have to change something. */
const mayPassSoon = (error: unknown): boolean =>
  error instanceof Problem && error.code.endsWith('-busy');

/** Fulmar in the account's place, with what the account may do. */
function itself(account: ActingAccount): Actor {
  return { account, credential: { kind: 'session', id: randomUUID() } };
}

function isSame(now: RegisteredUnikernel, before: RegisteredUnikernel): boolean {
  const isAsked = now.id === before.id && now.askedAt?.getTime() === before.askedAt?.getTime();
  const { enabled, gaveUp, tries } = now.keeping;
  const isKept = enabled && gaveUp === null && tries === before.keeping.tries;
  return isAsked && isKept && now.managed && now.desired === 'running';
}

/** Problems that another try does not help against. */
const final: ReadonlySet<string> = new Set([
  'image-not-kept',
  'image-refused',
  'no-policy',
  'manifest-mismatch',
  // It is told of, and whoever saves the secret starts it.
  'secret-missing',
  'secret-refused',
]);

/** Whether it is of no use to try again. */
export const isFinal = ({ code }: Problem): boolean => final.has(code);
