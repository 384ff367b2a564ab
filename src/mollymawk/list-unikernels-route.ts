import type { Label } from '../albatross/names.ts';
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
  registry,
  listTimeout: timeout,
}: Pick<Deps, 'places' | 'secrets' | 'registry' | 'listTimeout'>): Route {
  return defineMollymawkRoute({
    method: 'GET',
    path: '/api/unikernels',
    action: 'listAllUnikernels',
    access: scope('unikernels:read'),
    handle: async (request) => {
      const options = { timeout, signal: request.signal };
      const own = await places.findAll(request);
      const { data, errors } = await listAllUnikernels(own, options);
      const failed = new Set(errors.map(({ host }) => host));
      const answered = own.map(({ host }) => host.name).filter((host) => !failed.has(host));
      await request.turn(); // many may have waited for the same host
      const { name: account } = request.actor.account;
      const values = await secrets.valuesOf(account);
      const known = await registry.ofDomain(account);
      const asked = new Map(known.map(({ key, config }) => [`${key.host}/${key.name}`, config]));
      const shown = {
        data: byHost(answered, data).map((list) =>
          list.map(({ host, name, info, whole }) => {
            const view = { values, whole, asked: asked.get(`${host}/${name}`) ?? null };
            return presentUnikernel(name, info, shownArguments(info, view));
          }),
        ),
        errors: errors.map(({ host, detail }) => ({ instance: host, error: detail })),
      };
      return success(shown, 'Unikernel Information');
    },
  });
}

/** A list each, of those that have nothing, too. */
function byHost(hosts: readonly Label[], unikernels: readonly ListedUnikernel[]) {
  const found = Map.groupBy(unikernels, ({ host }) => host);
  return hosts.map((host) => found.get(host) ?? []);
}
