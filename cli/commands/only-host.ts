import { type Api, dataOf } from '../api/client.ts';
import { CommandError } from '../output/command-error.ts';

/** The only host that there is for us. Throws `CommandError` where that is none or several. */
export async function onlyHost(api: Api, name: string): Promise<string> {
  const { hosts: allowed } = await dataOf(api.GET('/api/v1/tokens/current'));
  const hosts = allowed ?? (await allHosts(api));
  const [first, ...others] = hosts;
  if (first !== undefined && others.length === 0) return first;
  const choice = hosts.length > 0 ? ` There are ${hosts.join(', ')}.` : '';
  throw new CommandError(`Say on which host: HOST/${name}.${choice}`);
}

async function allHosts(api: Api): Promise<readonly string[]> {
  const { data, errors } = await dataOf(api.GET('/api/v1/hosts'));
  return [...data.map((host) => host.name), ...errors.map(({ host }) => host)];
}
