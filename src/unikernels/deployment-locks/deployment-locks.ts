import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import type { Actor } from '../../identity/access/actor.ts';
import { rowsOf } from '../deployment-history.ts';
import { releasedBy } from '../releases/released-by.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { DeploymentLock } from './entity.ts';

/** Milliseconds that a lock may last. */
const maxDuration = 7 * 24 * 3600 * 1000;
/** Locks that an account has at a time. */
const maxLocks = 200;
/** Milliseconds between two looks at one whose end is waited for. */
const interval = 1_000;

export interface DeploymentLocksDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** What is said of a lock. */
export interface LockRequest {
  readonly reason: string;
  readonly until: Date;
}

/** Wishes that unikernels are not deployed for a while. Whoever may deploy one may break its lock. */
export class DeploymentLocks {
  readonly #deps: DeploymentLocksDeps;

  constructor(deps: DeploymentLocksDeps) {
    this.#deps = deps;
  }

  /** The lock that holds now. */
  async find(key: UnikernelKey): Promise<DeploymentLock | null> {
    const { database, clock } = this.#deps;
    const [lock] = await findEqual(database.em(), DeploymentLock, rowsOf(key));
    return lock && lock.until > clock() ? lock : null;
  }

  /**
   * Locks it, in place of a lock that it has. Throws `invalid-body` where it is to end too late, and
   * `limit-reached`.
   */
  async put(key: UnikernelKey, { reason, until }: LockRequest, actor: Actor): Promise<void> {
    const { database, clock } = this.#deps;
    const now = clock();
    this.#expectSoon(until, now);
    await this.#expectFew(key, now);
    const row = { id: randomUUID(), ...rowsOf(key), reason, until, createdAt: now };
    await database.em().upsert(
      DeploymentLock,
      { ...row, ...releasedBy({ actor }) },
      {
        onConflictFields: ['host', 'domain', 'unikernel'],
        onConflictExcludeFields: ['id'],
      },
    );
    await database.em().nativeDelete(DeploymentLock, { until: { $lte: now } });
  }

  /** Takes a lock away. Throws `lock-unknown`. */
  async remove(key: UnikernelKey): Promise<void> {
    const { database, clock } = this.#deps;
    const where = { ...rowsOf(key), until: { $gt: clock() } };
    if ((await database.em().nativeDelete(DeploymentLock, where)) === 0) throw unlocked(key);
  }

  /** Takes one away, if there is one. */
  async drop(key: UnikernelKey): Promise<void> {
    await this.#deps.database.em().nativeDelete(DeploymentLock, rowsOf(key));
  }

  /** Waits so many milliseconds for the end of a lock. Throws `locked`. */
  async expectNone(key: UnikernelKey, wait = 0, signal?: AbortSignal): Promise<void> {
    const ended = signal ?? new AbortController().signal;
    for (let left = wait; ; left -= interval) {
      const lock = await this.find(key);
      if (!lock) return;
      if (left <= 0) throw locked(key, lock);
      await pause(this.#deps.timer, Math.min(left, interval), ended);
    }
  }

  /** A name may be locked before anything is deployed by it: of names there is no end. */
  async #expectFew(key: UnikernelKey, now: Date): Promise<void> {
    const others = { domain: key.domain, until: { $gt: now }, $not: rowsOf(key) };
    if ((await this.#deps.database.em().count(DeploymentLock, others)) < maxLocks) return;
    const detail = `An account can have at most ${maxLocks} deployment locks. Remove some of them.`;
    throw new Problem('limit-reached', detail);
  }

  #expectSoon(until: Date, now: Date): void {
    const duration = until.getTime() - now.getTime();
    if (duration > 0 && duration <= maxDuration) return;
    const message = 'must be in the future, and at most 7 days from now';
    throw new Problem('invalid-body', `The lock’s end ${message}.`, {
      errors: [{ path: 'until', message }],
    });
  }
}

/** There is no lock. */
export function unlocked({ name, host }: UnikernelKey): Problem {
  return new Problem('lock-unknown', `Deployments of ${name} on ${host} are not locked.`);
}

function locked(
  { name, host }: UnikernelKey,
  { reason, until, accountName, tokenName }: DeploymentLock,
): Problem {
  const who = tokenName ? `${accountName}/${tokenName}` : accountName;
  const end = until.toISOString();
  const detail =
    `Deployments of ${name} on ${host} are locked by ${who} until ${end}: ${reason} ` +
    `To break the lock: DELETE /api/v1/hosts/${host}/unikernels/${name}/lock.`;
  return new Problem('locked', detail);
}
