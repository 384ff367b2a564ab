import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';

/** The tokens of the account that is acted for: one's own, those of another one, or of all accounts. */
export async function fetchTokens(
  { account: { account } }: Pick<Context, 'account'>,
  api: Api,
): Promise<readonly Schema['Token'][]> {
  if (account === undefined) return (await dataOf(api.GET('/api/v1/tokens'))).data;
  if (account === '*') {
    return (await dataOf(api.GET('/api/v1/tokens', { params: { query: { account } } }))).data;
  }
  const params = { path: { account } };
  return (await dataOf(api.GET('/api/v1/accounts/{account}/tokens', { params }))).data;
}
