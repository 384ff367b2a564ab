import { didYouMean } from '../../src/base/did-you-mean.ts';
import { type Api, dataOf } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { CommandError } from '../output/command-error.ts';

/**
 * Throws `CommandError` if there is no host of this name for us: an empty list would pass for an answer. A token that
 * may not read hosts cannot tell.
 */
export async function expectKnownHost(api: Api, host: string): Promise<void> {
  const known = await hostNames(api);
  if (known === null || known.includes(host.toLowerCase())) return;
  const near = didYouMean(host, known);
  const all = known.length > 0 ? ` There are ${known.join(', ')}.` : '';
  throw new CommandError(`There is no host ${host}.${near || all}`);
}

async function hostNames(api: Api): Promise<readonly string[] | null> {
  try {
    const { data, errors } = await dataOf(api.GET('/api/v1/hosts'));
    return [...data.map(({ name }) => name), ...errors.map(({ host }) => host)];
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 403) return null;
    throw error;
  }
}
