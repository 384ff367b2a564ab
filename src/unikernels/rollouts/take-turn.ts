import { Problem } from '../../base/errors.ts';
import { pause } from '../../base/timer.ts';
import { unikernelLock } from '../../database/locks/lock-name.ts';
import type { Lock } from '../../database/locks/locks.ts';
import type { Deployment } from '../entity.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { RolloutDeps } from './deps.ts';
import { type Rollout, RolloutOverError } from './rollout.ts';
import { beingDeployed, type RolloutRecords } from './rollout-records.ts';

/** Milliseconds that is waited for whoever changes the unikernel, before it is looked around again. */
const lockWait = 2_000;
/** Milliseconds between two looks at whoever deploys it. */
const interval = 500;
/** Milliseconds that a rollout waits for its turn. */
const maxWait = 3600 * 1000;

interface TurnDeps extends Pick<RolloutDeps, 'locks' | 'timer' | 'now'> {
  readonly records: Pick<RolloutRecords, 'isNewest' | 'supersede' | 'ownerOf' | 'isToBeEnded'>;
}

/**
 * Waits until no other rollout has the unikernel, and it is known what came of it where it was told to end meanwhile, and
 * holds it. Throws `RolloutOverError` where a newer one
 * came or this one was ended, and `unikernel-busy` where the wait is too long, or `patient` is false.
 */
export async function takeTurn(
  deps: TurnDeps,
  { deployment, signal }: Pick<Rollout, 'deployment' | 'signal'>,
  key: UnikernelKey,
  { patient }: { readonly patient: boolean },
): Promise<Lock> {
  const begun = deps.now();
  for (;;) {
    await expectWaiting(deps, deployment);
    const { lock, other } = await tryTurn(deps, deployment, key, signal);
    if (lock) return lock;
    if (!patient) throw other ? beingDeployed(other) : busy(key);
    if (deps.now() - begun >= maxWait) throw busy(key);
    await pause(deps.timer, interval, signal);
  }
}

/** What one look at a unikernel came to. */
interface Turn {
  /** Of whoever asked; null: it is not theirs. */
  readonly lock: Lock | null;
  /** The rollout that has it; null: none. */
  readonly other: Deployment | null;
}

/** Holds the unikernel where no rollout has it. */
async function tryTurn(
  { records, locks }: TurnDeps,
  deployment: Deployment,
  key: UnikernelKey,
  signal: AbortSignal,
): Promise<Turn> {
  const owner = await records.ownerOf(key);
  if (owner) return { lock: null, other: owner };
  await using hold = new AsyncDisposableStack();
  const lock = hold.use(await locks.acquire(unikernelLock(key), { wait: lockWait, signal }));
  // Another one may have begun between the look and the lock.
  const other = lock ? await records.ownerOf(key) : null;
  if (!lock || other || (await records.isToBeEnded(deployment))) return { lock: null, other };
  hold.move();
  return { lock, other };
}

/** Throws `RolloutOverError`. */
async function expectWaiting(
  { records }: Pick<TurnDeps, 'records'>,
  deployment: Rollout['deployment'],
): Promise<void> {
  if (await records.isNewest(deployment)) return;
  await records.supersede(deployment.id);
  throw new RolloutOverError();
}

function busy({ name, host }: UnikernelKey): Problem {
  return new Problem(
    'unikernel-busy',
    `The unikernel ${name} on ${host} is being changed by other requests.`,
    {
      headers: { 'Retry-After': '10' },
    },
  );
}
