import type { Route } from '../http/route.ts';
import { changeRoutes } from './change-routes.ts';
import { deployRoutes } from './deploy-routes.ts';
import { readRoutes } from './read-routes.ts';
import type { UnikernelRouteParts } from './route-parts.ts';
import { watchRoutes } from './watch-routes.ts';

/** The HTTP surface of unikernels. */
export function unikernelRoutes(parts: UnikernelRouteParts): Route[] {
  return [
    ...readRoutes(parts),
    ...deployRoutes(parts),
    ...changeRoutes(parts),
    ...watchRoutes(parts),
  ];
}
