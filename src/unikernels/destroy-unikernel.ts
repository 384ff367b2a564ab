import { Problem } from '../base/errors.ts';
import type { Lock } from '../database/locks/locks.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { Deps } from './deps.ts';
import { holdToEnd } from './hold-to-end.ts';
import type { UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { readRecent } from './running.ts';

/**
 * Ends a unikernel, also one that is being restarted over and over and so is in no list. Throws
 * `unikernel-unknown`, `unikernel-not-running`, `protected`, `unikernel-busy`, and as the
 * host does.
 */
export async function destroyUnikernel(
  deps: Pick<Deps, 'locks' | 'rollouts' | 'deployments' | 'registry'>,
  location: UnikernelLocation,
  request: ChangeRequest,
): Promise<void> {
  await using hold = await holdToEnd(deps, location.key, request.signal);
  await destroyHeld(deps, location, request, hold);
}

/** The same, for whoever holds it. */
export async function destroyHeld(
  { deployments, registry }: Pick<Deps, 'deployments' | 'registry'>,
  location: UnikernelLocation,
  request: ChangeRequest,
  hold: Pick<Lock, 'lost'>,
): Promise<void> {
  const { host, key, target } = location;
  const { signal } = request;
  const known = await registry.find(key);
  if (known) expectUnprotected(known);
  const { current } = await readRecent(location, 'running', signal);
  const digest = current?.digest.toString('hex') ?? null;
  const runningSince = current?.started ?? null;
  const destroying = deployments.run(
    { key, action: 'destroy', digest, config: null, runningSince, replaces: false, by: request },
    {
      host,
      slot: 'command',
      config: null,
      signal,
      lost: hold.lost,
      operation: (client, bound) => client.destroyUnikernel(target, { signal: bound }),
    },
  );
  try {
    await destroying;
  } catch (error) {
    throw known && isUnknown(error) ? notRunning(known, error) : error;
  }
}

/** Throws `protected`. */
export function expectUnprotected({ key, deletionProtection }: RegisteredUnikernel): void {
  if (!deletionProtection) return;
  throw new Problem(
    'protected',
    `The unikernel ${key.name} on ${key.host} is protected. Set "deletionProtection": false first.`,
  );
}

const isUnknown = (error: unknown): error is Problem =>
  error instanceof Problem && error.code === 'unikernel-unknown';

function notRunning({ key: { name, host } }: RegisteredUnikernel, { cause }: Problem): Problem {
  return new Problem(
    'unikernel-not-running',
    `The unikernel ${name} does not run on ${host}. To forget it, send ?forget=true.`,
    { cause },
  );
}
