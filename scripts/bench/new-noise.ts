import { Api } from '../demo/api.ts';
import type { World } from './world.ts';

const noisy = { name: 'noisy', email: 'noisy@example.org', password: 'no secret at all' } as const;
const scopes = [
  'unikernels:write',
  'volumes:write',
  'hosts:read',
  'tokens:write',
  'metrics:read',
] as const;

/** An account that is active and may use no host, and what it attacks with (`processes/noise.ts`). */
export async function newNoise({ api, url }: World) {
  const { id } = await api.send('POST', '/accounts', noisy);
  await api.send('PATCH', `/accounts/${id}`, { active: true });
  const own = new Api(url);
  await own.send('POST', '/session', { email: noisy.email, password: noisy.password });
  const token = async (name: string, hourlyLimit: number) => {
    const { secret } = await own.send('POST', '/tokens', { name, scopes, hourlyLimit });
    return `${secret}`;
  };
  return {
    url,
    cookie: own.cookie,
    token: await token('noise', 1_000_000),
    spent: await token('spent', 1),
    address: '192.0.2.1',
  };
}
