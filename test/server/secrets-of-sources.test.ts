import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestProxy } from '../outgoing/test-proxy.ts';
import { repository } from '../sources/github-answers.ts';
import { newWebCertificate } from '../support/web-certificate.ts';
import { Conversation } from './support/conversation.ts';
import { SecretiveServices, serviceNames } from './support/secretive-services.ts';
import { ServerWorld } from './support/server-world.ts';

const random = () => randomBytes(18).toString('hex');
const registry = 'registry.example.org';
const pullToken = random();
const addressKey = random();
const gitHubToken = `ghp_${random()}`;
const pair = `robot:${random()}`;

const sources = [
  { kind: 'github', repository, asset: 'dns.hvt' },
  { kind: 'github', repository: 'octo/hidden', asset: 'dns.hvt' },
  { kind: 'github', repository: 'octo/limited', asset: 'dns.hvt' },
  { kind: 'oci', reference: `${registry}/team/dns:v2` },
  {
    kind: 'https',
    url: `https://files.example.org/dns?key=${addressKey}`,
    sha256: '0'.repeat(64),
  },
] as const;

const reads = [
  `/sources/github/releases?repository=${repository}`,
  '/sources/github/releases?repository=octo/hidden',
  `/sources/oci/tags?reference=${registry}/team/dns`,
  '/hosts/one/unikernels/dns/updates?refresh=true',
  '/hosts/one/unikernels/dns/deployments',
  '/deployments',
];

/** Credentials of the account and of the server, and all that they are used for. */
async function useSources(talk: Conversation): Promise<void> {
  for (const owner of ['', '/server']) {
    const save = (service: string, secret: string) =>
      talk.browse(`${owner}/external-credentials/${service}`, { method: 'PUT', json: { secret } });
    assert.equal((await save('github', gitHubToken)).status, 200);
    assert.equal((await save(registry, pair)).status, 200);
    const checked = `${owner}/external-credentials/github/check`;
    assert.equal((await talk.browse(checked, { method: 'POST' })).status, 200);
    await talk.browse(`${owner}/external-credentials`);
  }
  const statuses: number[] = [];
  for (const source of sources) {
    for (const query of ['?dryRun=true', '']) {
      const path = `/api/v1/hosts/one/unikernels/dns/deployments${query}`;
      statuses.push((await talk.deploy(path, { json: { source } })).status);
    }
  }
  assert.ok(
    [422, 502, 503].every((status) => statuses.includes(status)),
    `${statuses}`,
  );
  for (const path of reads) await talk.deploy(`/api/v1${path}`);
  for (const path of ['/audit', '/events', '/account']) await talk.browse(path);
}

describe('credentials of sources', function () {
  this.timeout(120_000);
  const cleanup = new AsyncDisposableStack();
  const services = new SecretiveServices(pullToken);
  let world: ServerWorld;
  let talk: Conversation;
  let log = '';

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-services-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    const certificate = newWebCertificate(2, ...serviceNames);
    const trusted = join(folder, 'services.pem');
    await writeFile(trusted, certificate.cert);
    const proxy = cleanup.use(await TestProxy.start(services.answer, certificate));
    world = await ServerWorld.open({
      environment: {
        ...{ FULMAR_LOG_LEVEL: 'trace', HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' },
        NODE_EXTRA_CA_CERTS: trusted,
      },
    });
    cleanup.defer(() => world.close());
    talk = new Conversation(world);
    talk.learn('GitHub token', gitHubToken);
    talk.learn('credential of the registry', pair);
    talk.learn('the same, as Basic', Buffer.from(pair).toString('base64'));
    talk.learn('token of the registry', pullToken);
    talk.learn('key of an address', addressKey);
    await useSources(talk);
    await world.server.terminate();
    log = world.server.output + world.server.errors;
  });
  after(() => cleanup.disposeAsync());

  it('have been shown to those that they are for, and to nobody else', () => {
    const shownTo = (secret: string) =>
      new Set(
        services.shown
          .filter(({ authorization, url }) => `${authorization} ${url}`.includes(secret))
          .map(({ host }) => host),
      );
    assert.deepEqual([...shownTo(gitHubToken)], ['api.github.com']);
    assert.deepEqual([...shownTo(Buffer.from(pair).toString('base64'))], [registry]);
    assert.deepEqual([...shownTo(pullToken)], [registry]);
    assert.deepEqual([...shownTo(addressKey)], ['files.example.org']);
    assert.ok(
      services.shown.some(({ host, url }) => host === 'files.example.org' && url === '/asset'),
    );
  });

  it('are in no line of the log, though everything is logged', () => {
    assert(log.split('\n').length > 20);
    talk.expectSilentLog(log);
  });

  it('are in no answer', () => {
    talk.expectSilentAnswers();
  });

  it('are in no file of the data folder', async () => {
    await talk.expectSilentFiles(join(world.folder, 'data'));
  });
});
