import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { Api } from '../demo/api.ts';
import type { Demonstration } from '../demo/prepare.ts';

const day = 24 * 60 * 60 * 1000;

const unikernels = [
  { name: 'website', memory: 64, arguments: ['--port=443', '--hook=push'] },
  { name: 'resolver', memory: 256, arguments: [] },
  { name: 'restless', memory: 32, arguments: ['--emulator-exit=2'] },
  { name: 'mail.example.org', memory: 128, arguments: ['--domain=example.org'] },
];

const volumes = [
  { name: 'mailboxes', size: 1024 },
  { name: 'zone-data', size: 64 },
];

/**
 * Puts something of everything into the demonstration, so that the pictures show it: unikernels and
 * volumes, a host that is away, a token that ends soon, an account that waits.
 */
export async function furnish(demonstration: Demonstration, folder: string): Promise<void> {
  const { url, host, email, password } = demonstration;
  const api = new Api(url);
  await api.send('POST', '/accounts', { name: 'bob', email: 'bob@demo.example', password });
  await api.send('POST', '/session', { email, password });
  for (const volume of volumes) await api.send('POST', `/hosts/${host}/volumes`, volume);
  for (const unikernel of unikernels) await deploy(demonstration, unikernel);
  await api.send('POST', '/tokens', {
    name: 'nightly',
    scopes: ['unikernels:write'],
    expiresAt: new Date(Date.now() + 5 * day).toISOString(),
  });
  const away = await startEmulator({ folder });
  await addHost(api, 'away', away);
  await away.close();
  await api.send('POST', '/hosts/away/check');
}

async function addHost(api: Api, name: string, emulator: Emulator): Promise<void> {
  const { address, port, authority } = emulator;
  await api.send('POST', '/hosts', {
    name,
    transport: 'tls',
    address,
    port,
    certificate: authority.certificatePem,
    privateKey: authority.privateKeyPem,
  });
}

async function deploy(
  { url, host, token }: Demonstration,
  config: (typeof unikernels)[number],
): Promise<void> {
  const form = new FormData();
  form.set('config', JSON.stringify(config));
  form.set('image', new Blob([new Uint8Array(sampleImage({ filler: config.name }))]));
  const answer = await fetch(`${url}/api/v1/hosts/${host}/unikernels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`${config.name} was refused: ${await answer.text()}`);
}
