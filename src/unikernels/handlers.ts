import { changeHandlers } from './change-handlers.ts';
import { deployHandlers } from './deploy-handlers.ts';
import { deploymentHandlers } from './deployment-handlers.ts';
import { deploymentLockHandlers } from './deployment-locks/handlers.ts';
import type { Deps } from './deps.ts';
import { healthHandlers } from './health/handlers.ts';
import { keeperHandlers } from './keeper/handlers.ts';
import { moveHandlers } from './moves/handlers.ts';
import { catalogHandlers } from './origins/catalog/handlers.ts';
import { readHandlers } from './read-handlers.ts';
import { releaseHandlers } from './releases/handlers.ts';
import { rolloutHandlers } from './rollouts/handlers.ts';
import { updateHandlers } from './updates/handlers.ts';
import { watchHandlers } from './watch-handlers.ts';

export type UnikernelHandlers = ReturnType<typeof unikernelHandlers>;

/** All handlers of unikernels. */
export function unikernelHandlers(deps: Deps) {
  return {
    ...readHandlers(deps),
    ...deployHandlers(deps),
    ...changeHandlers(deps),
    ...watchHandlers(deps),
    ...deploymentHandlers(deps),
    ...releaseHandlers(deps),
    ...updateHandlers(deps),
    ...catalogHandlers(deps),
    ...healthHandlers(deps),
    ...keeperHandlers(deps),
    ...rolloutHandlers(deps),
    ...moveHandlers(deps),
    ...deploymentLockHandlers(deps),
  };
}
