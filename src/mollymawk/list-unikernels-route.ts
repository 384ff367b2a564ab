import type { Route } from '../http/route.ts';
import { scope } from '../identity/access/access.ts';
import type { Deps } from '../unikernels/deps.ts';
import { type ListedUnikernel, listAllUnikernels } from '../unikernels/list-unikernels.ts';
import { shownArguments } from '../unikernels/shown-arguments.ts';
import { defineMollymawkRoute } from './define-route.ts';
import { success } from './envelope.ts';
import { presentUnikernel } from './present-unikernel.ts';

/** `GET /api/unikernels`: a list of each host's; one that fails is named beside them. */
export function listUnikernelsRoute({
  places,
  secrets,
  listTimeout: timeout,
}: Pick<Deps, 'places' | 'secrets' | 'listTimeout'>): Route {
  return defineMollymawkRoute({
    method: 'GET',
    path: '/api/unikernels',
    action: 'listAllUnikernels',
    access: scope('unikernels:read'),
    handle: async (request) => {
      const options = { timeout, signal: request.signal };
      const { data, errors } = await listAllUnikernels(await places.findAll(request), options);
      await request.turn(); // many may have waited for the same host
      const values = await secrets.valuesOf(request.actor.account.name);
      const shown = {
        data: byHost(data).map((list) =>
          list.map(({ name, info, whole }) =>
            presentUnikernel(name, info, shownArguments(info, { values, whole })),
          ),
        ),
        errors: errors.map(({ host, detail }) => ({ instance: host, error: detail })),
      };
      return success(shown, 'Unikernel Information');
    },
  });
}

function byHost(unikernels: readonly ListedUnikernel[]): ListedUnikernel[][] {
  return [...Map.groupBy(unikernels, ({ host }) => host).values()];
}
