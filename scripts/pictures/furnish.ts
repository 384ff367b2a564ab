import type { Emulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { Api } from '../demo/api.ts';
import type { Demonstration } from '../demo/prepare.ts';

const day = 24 * 60 * 60 * 1000;
/** As long as names get that people give. */
export const longName = 'monitoring-collector-of-the-whole-network.staging.example.org';

interface Furnishing {
  readonly name: string;
  /** MiB. */
  readonly memory: number;
  readonly arguments: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

const website = [
  '--hook=push',
  '--port=443',
  '--remote=https://git.example.org/infrastructure/website-with-a-long-name.git#production',
  `--tls-certificate-fingerprint=SHA256:${'8f706e9d43fc'.repeat(6)}`,
];

const shown: readonly Furnishing[] = [
  {
    name: 'website',
    memory: 64,
    arguments: website,
    labels: { tier: 'web', team: 'operations-of-the-example-organisation' },
  },
  { name: 'resolver', memory: 256, arguments: [] },
  { name: 'restless', memory: 32, arguments: ['--emulator-exit=2'] },
  { name: 'mail.example.org', memory: 128, arguments: ['--domain=example.org'] },
  { name: longName, memory: 32, arguments: [] },
];
/** With those above, as many as fill a list. */
const others = Array.from({ length: 21 }, (_, index) => ({
  name: `worker-${index + 1}`,
  memory: 32,
  arguments: [],
}));

/** Other accounts: one that has something, and one that was suspended. */
const busy = 'operations-of-the-example-organisation';
const suspended = 'erin';

const volumes = [
  { name: longName, size: 8 },
  { name: 'mailboxes', size: 1024 },
  { name: 'zone-data', size: 64 },
];

const tokens = [
  { name: 'nightly', scopes: ['unikernels:write'], expiresAt: inDays(5) },
  {
    name: 'website-pipeline',
    description: 'Deploys the website from its repository on every push to main',
    scopes: ['unikernels:write', 'volumes:write'],
    names: ['website', 'website-*'],
    hosts: ['emulated'],
    expiresAt: inDays(90),
  },
  { name: 'break-glass', scopes: ['admin'] },
  { name: `deploys-the-${longName}-from-its-repository`, scopes: ['hosts:read'] },
];

/** The hosts beside the demonstration's own. */
export interface Hosts {
  /** Added, and then stopped. */
  readonly away: Emulator;
  /** Added under a long name. */
  readonly second: Emulator;
}

/**
 * Puts something of everything into the demonstration, so that the pictures show it: unikernels and
 * volumes, a host that is away, tokens, secrets, channels, an account that waits.
 */
export async function furnish(
  demonstration: Demonstration,
  { away, second }: Hosts,
): Promise<void> {
  const { url, host, email, password } = demonstration;
  const api = new Api(url);
  await api.send('POST', '/accounts', { name: 'bob', email: 'bob@demo.example', password });
  const { id } = await api.send('POST', '/session', { email, password });
  const policy = { memory: 2048, storage: 4096, cpuids: [0, 1], bridges: ['service'] };
  await api.send('PUT', `/accounts/${id}/policies/${host}`, { unikernels: 40, ...policy });
  await addHost(api, longName, second);
  await api.send('PUT', `/accounts/${id}/policies/${longName}`, { unikernels: 4, ...policy });
  for (const volume of volumes) await api.send('POST', `/hosts/${host}/volumes`, volume);
  for (const unikernel of [...shown, ...others]) await deploy(demonstration, unikernel);
  for (const token of tokens) await api.send('POST', '/tokens', token);
  for (const name of ['DNS_KEY', 'SMTP_PASSWORD'])
    await api.send('PUT', `/secrets/${name}`, { value: 'a secret of the demonstration' });
  await api.send('POST', '/channels', {
    kind: 'webhook',
    name: 'Chat of the operators',
    types: ['unikernel.', 'deployment.'],
    url: 'https://chat.example.org/hooks/fulmar-operators-with-a-long-path',
  });
  await furnishAccounts(api, demonstration);
  await api.send('POST', `/hosts/${host}/unikernels/website/deployments`, {
    ...{ config: { memory: 72, arguments: website.slice(1) }, settle: 0 },
  });
  await api.send('POST', `/hosts/${host}/unikernels/worker-2/stop`);
  await api.send('PATCH', `/hosts/${host}/unikernels/worker-3`, { deletionProtection: true });
  await addHost(api, 'away', away);
  await away.close();
  await api.send('POST', '/hosts/away/check');
}

async function furnishAccounts(api: Api, demonstration: Demonstration): Promise<void> {
  const { host } = demonstration;
  const scopes = ['unikernels:write', 'volumes:write'];
  const invited = await api.send('POST', '/invitations', {
    ...{ name: busy, email: 'operations@organisation.example' },
    token: { name: 'pipeline-of-the-whole-organisation', scopes },
  });
  const limits = { unikernels: 4, memory: 128, storage: 256, cpuids: [2], bridges: ['service'] };
  await api.send('PUT', `/accounts/${busy}/policies/${host}`, limits);
  const token = String(Object(invited.token).secret);
  for (const name of ['ntp', 'dns-over-https', 'matrix'])
    await deploy({ ...demonstration, token }, { name, memory: 32, arguments: [] });
  const email = 'erin@demo.example';
  await api.send('POST', '/invitations', { name: suspended, email });
  const reason = 'Left the organisation at the end of November; ask operations before resuming it.';
  await api.send('PATCH', `/accounts/${suspended}`, { active: false, reason });
}

function inDays(days: number): string {
  return new Date(Date.now() + days * day).toISOString();
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
  { labels, ...config }: Furnishing,
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
  if (labels) {
    await new Api(url, token).send('PATCH', `/hosts/${host}/unikernels/${config.name}`, { labels });
  }
}
