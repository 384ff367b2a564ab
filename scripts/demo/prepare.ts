import { randomBytes } from 'node:crypto';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { Api } from './api.ts';

/** What a visitor of the demonstration needs to know. All of it is new at each start. */
export interface Demonstration {
  readonly url: string;
  readonly host: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

/** Signs an administrator up, adds the emulated host, gives a policy and makes a token. */
export async function prepare(url: string, emulator: Emulator): Promise<Demonstration> {
  const api = new Api(url);
  const email = 'admin@demo.example';
  const password = randomBytes(12).toString('base64url');
  const account = await api.send('POST', '/accounts', { name: 'demo', email, password });
  await api.send('POST', '/session', { email, password });
  const host = 'emulated';
  await api.send('POST', '/hosts', {
    name: host,
    transport: 'tls',
    address: emulator.address,
    port: emulator.port,
    certificate: emulator.authority.certificatePem,
    privateKey: emulator.authority.privateKeyPem,
  });
  await api.send('PUT', `/accounts/${account.id}/policies/${host}`, {
    unikernels: 8,
    memory: 2048,
    storage: 4096,
    cpuids: [0, 1],
    bridges: ['service'],
  });
  const { secret: token } = await api.send('POST', '/tokens', {
    name: 'demonstration',
    scopes: ['unikernels:write', 'volumes:write', 'hosts:read', 'tokens:read', 'events:read'],
  });
  return { url, host, email, password, token: `${token}` };
}
