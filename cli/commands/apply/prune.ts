import type { Api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Context } from '../context.ts';
import { type Place, paramsOf } from '../unikernels/place.ts';
import type { Unnamed } from './planned.ts';

/** Destroys what a file does not name: unikernels first, since they hold volumes. */
export async function pruneAll(
  context: Context,
  api: Api,
  unnamed: readonly Unnamed[],
): Promise<void> {
  for (const { what, place } of unnamed) {
    if (what === 'unikernel') await destroy(context, api, place);
  }
  for (const { what, place } of unnamed) {
    if (what !== 'volume') continue;
    await api.DELETE('/api/v1/hosts/{host}/volumes/{name}', paramsOf(context, place));
  }
}

/** One that does not run is forgotten. */
async function destroy(context: Context, api: Api, place: Place): Promise<void> {
  const path = '/api/v1/hosts/{host}/unikernels/{name}';
  const { params } = paramsOf(context, place);
  try {
    await api.DELETE(path, { params });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'unikernel-not-running') throw error;
    await api.DELETE(path, { params: { ...params, query: { ...params.query, forget: 'true' } } });
  }
}
