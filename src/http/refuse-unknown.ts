import type { Middleware } from 'koa';
import { Problem } from '../base/errors.ts';
import type { Route } from './route.ts';

/**
 * Answers whatever nothing else has answered: there is nothing. Where an address would be one of the API's if it
 * began with `prefix`, it says so.
 */
export function refuseUnknown(routes: readonly Route[], prefix: string): Middleware {
  const parts = new Set(routes.map(({ path }) => firstPart(path)));
  return ({ path }) => {
    const nothing = 'There is nothing at this address.';
    if (!parts.has(firstPart(path))) throw new Problem('not-found', nothing);
    throw new Problem('not-found', `${nothing} The paths of the API begin with ${prefix}.`);
  };
}

const firstPart = (path: string) => path.split('/')[1];
