import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';

const api = createClient<paths>({ baseUrl: 'https://fulmar.example.org' });

/** The names and memory of what runs on a host, as somebody would ask who knows the document alone. */
export async function memoryOf(host: string): Promise<ReadonlyMap<string, number>> {
  const { data, error } = await api.GET('/api/v1/hosts/{host}/unikernels', {
    params: { path: { host } },
  });
  if (error) throw new Error(`${error.code}: ${error.detail}`);
  return new Map(data.data.map(({ name, memory }) => [name, memory]));
}

/** A body, what may be left out of it, and an answer. */
export async function createToken(name: string): Promise<string> {
  const { data, error } = await api.POST('/api/v1/tokens', {
    body: { name, scopes: ['unikernels:read'] },
  });
  if (error) throw new Error(error.detail);
  return data.secret;
}

/** A query, an answer without a body. */
export async function removeVolume(host: string, name: string): Promise<number> {
  const { response } = await api.DELETE('/api/v1/hosts/{host}/volumes/{name}', {
    params: { path: { host, name }, query: { account: 'somebody' } },
  });
  return response.status;
}
