import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';

/** What there is on hosts. */
export interface Existing {
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly volumes: readonly Schema['Volume'][];
  /** Why hosts do not say what they have, by their names. */
  readonly away: ReadonlyMap<string, string>;
}

export interface ReadOptions {
  /** Whether volumes have to be seen: the file names some, or what it does not name is destroyed. */
  readonly needsVolumes: boolean;
}

/**
 * Reads what there is. A token for unikernels alone sees no volumes: that is noted, and refused where
 * they have to be seen.
 */
export async function readExisting(
  context: Context,
  api: Api,
  options: ReadOptions,
): Promise<Existing> {
  const params = { query: context.account };
  const volumes = await readVolumes(context, api, options);
  const unikernels = await dataOf(api.GET('/api/v1/unikernels', { params }));
  const away = [...volumes.errors, ...unikernels.errors];
  return {
    unikernels: unikernels.data,
    volumes: volumes.data,
    away: new Map(away.map(({ host, detail }) => [host, detail])),
  };
}

async function readVolumes(
  { account: query, out }: Context,
  api: Api,
  { needsVolumes }: ReadOptions,
) {
  try {
    return await dataOf(api.GET('/api/v1/volumes', { params: { query } }));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'scope-missing') throw error;
    if (needsVolumes) throw error;
    out.note(`Volumes are not looked at. ${error.message}`);
    return { data: [], errors: [] };
  }
}
