import { type Api, dataOf } from '../../api/client.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { findByName, type Place, readPlace } from '../unikernels/place.ts';

/**
 * Where something is deployed: where it is, else on the only host that there is for us. Throws
 * `CommandError` where that is none or several.
 */
export async function findPlaceToDeploy(context: Context, text: string): Promise<Place> {
  const { host, name } = readPlace(text);
  if (host !== null) return { host, name };
  const api = await context.api();
  return (await findByName(context, api, name)) ?? { host: await onlyHost(api, name), name };
}

async function onlyHost(api: Api, name: string): Promise<string> {
  const { hosts: allowed } = await dataOf(api.GET('/api/v1/tokens/current'));
  const hosts = allowed ?? (await allHosts(api));
  const [first, ...others] = hosts;
  if (first !== undefined && others.length === 0) return first;
  const choice = hosts.length > 0 ? ` There are ${hosts.join(', ')}.` : '';
  throw new CommandError(`Say on which host: fulmar deploy HOST/${name}.${choice}`);
}

async function allHosts(api: Api): Promise<readonly string[]> {
  const { data, errors } = await dataOf(api.GET('/api/v1/hosts'));
  return [...data.map((host) => host.name), ...errors.map(({ host }) => host)];
}
