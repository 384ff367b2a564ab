import { accountQuery } from '../../http/fields.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Deps } from '../deps.ts';
import { findUnikernel } from '../find-unikernel.ts';
import { unikernelParams } from '../request-schema.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { unlocked } from './deployment-locks.ts';
import { presentLock } from './present-lock.ts';
import { lockAnswer, lockBody } from './schema.ts';

const tag = 'Unikernels';

/** The handlers of locks on deployments. */
export function deploymentLockHandlers(
  deps: Pick<Deps, 'places' | 'deploymentLocks' | 'hostNames'>,
) {
  const { deploymentLocks, hostNames } = deps;
  return {
    lock: defineHandler({
      operationId: 'getDeploymentLock',
      tag,
      summary: 'Show the lock on the deployments of a unikernel',
      params: unikernelParams,
      query: accountQuery,
      answers: { 200: lockAnswer },
      problems: ['no-policy', 'lock-unknown'],
      handle: async (request) => {
        const { key } = await findUnikernel(deps, request);
        return { status: 200, body: await present(deploymentLocks, key) };
      },
    }),
    putLock: defineHandler({
      operationId: 'lockDeployments',
      tag,
      summary: 'Lock the deployments of a unikernel',
      description:
        'Until then it is not created, updated or deployed (409 `locked`). Whoever may deploy it ' +
        'may also break the lock. Rolling back, stopping, starting and restarting go on.',
      params: unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: lockBody },
      answers: { 200: lockAnswer },
      problems: ['no-policy', 'host-unknown', 'limit-reached'],
      handle: async (request) => {
        const { key, host } = await findUnikernel(deps, request);
        await deploymentLocks.put(key, request.body, request.actor);
        await hostNames.expectSame(host, () => deploymentLocks.drop(key));
        return { status: 200, body: await present(deploymentLocks, key) };
      },
    }),
    unlock: defineHandler({
      operationId: 'unlockDeployments',
      tag,
      summary: 'Unlock the deployments of a unikernel',
      params: unikernelParams,
      query: accountQuery,
      answers: { 204: null },
      problems: ['no-policy', 'lock-unknown'],
      handle: async (request) => {
        const { key } = await findUnikernel(deps, request);
        await deploymentLocks.remove(key);
        return { status: 204 };
      },
    }),
  };
}

async function present(locks: Deps['deploymentLocks'], key: UnikernelKey) {
  const lock = await locks.find(key);
  if (!lock) throw unlocked(key);
  return presentLock(lock);
}
