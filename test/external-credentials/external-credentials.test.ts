import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { ExternalCredential } from '../../src/external-credentials/entity.ts';
import { ExternalCredentials } from '../../src/external-credentials/external-credentials.ts';
import { wholeServer } from '../../src/external-credentials/owner.ts';
import { openSecret, resealSecrets, sealSecret } from '../../src/external-credentials/sealing.ts';
import { formatFault } from '../../src/external-credentials/secret-formats.ts';
import { isRegistryName } from '../../src/outgoing/registry-name.ts';
import { makeIdentity, person } from '../identity/accounts/identity-fixture.ts';
import {
  CredentialWorld,
  dockerPair,
  gitHubToken,
  otherToken,
  registryPair,
} from './credential-world.ts';

const path = '/external-credentials';

describe('external credentials', () => {
  let world: CredentialWorld;
  beforeEach(async () => {
    world = await CredentialWorld.open();
  });
  afterEach(() => world.close());

  it('are saved, listed, replaced and removed, and never shown', async () => {
    assert.deepEqual(await world.expect(200, path), { data: [] });
    const { savedAt, ...saved } = await world.save(gitHubToken);
    assert.deepEqual(saved, { service: 'github', tokenService: null, finding: null });
    assert.ok(Date.parse(savedAt) <= Date.now());
    await world.save(dockerPair, 'docker-hub');
    const { data } = await world.expect(200, path);
    assert.deepEqual(data.map(({ service }: { service: string }) => service).sort(), [
      'docker-hub',
      'github',
    ]);
    await world.save(otherToken);
    assert.equal(await world.secretFor('bob', 'github'), otherToken);
    await world.expect(204, `${path}/github`, { method: 'DELETE' });
    assert.equal(await world.secretFor('bob', 'github'), null);
    const gone = await world.expect(404, `${path}/github`, { method: 'DELETE' });
    assert.equal(gone.code, 'external-credential-unknown');
    await world.check('github', 404);
    await world.expect(400, `${path}/gitlab`, { method: 'DELETE' });
  });

  it('are fifty of an owner at most, of which each can be replaced', async () => {
    const at = (n: number) => `r${n}.example.org`;
    for (let n = 0; n < 50; n += 1) await world.save(registryPair, at(n));
    const json = { secret: registryPair };
    const path51 = `${path}/${at(50)}`;
    const refused = await world.expect(409, path51, { method: 'PUT', json });
    assert.equal(refused.code, 'limit-reached');
    await world.save(registryPair, at(7));
    await world.expect(204, `${path}/${at(0)}`, { method: 'DELETE' });
    await world.save(registryPair, at(50));
    const { data } = await world.expect(200, path);
    assert.equal(data.length, 50);
  });

  it('are kept for a registry by its host, and what it says in use is told', async () => {
    const registry = 'registry.example.org:5000';
    const { service } = await world.save(registryPair, 'Registry.Example.org:5000');
    assert.equal(service, registry);
    assert.ok(isRegistryName(registry));
    const used = await world.credentials.credentialFor('bob', registry);
    assert.equal(used?.secret, registryPair);
    assert.equal(await world.secretFor('bob', 'docker-hub'), null);
    const limits = { limit: 100, remaining: 7, resetsAt: null };
    await used?.note({ accepted: true, limits });
    const findingNow = async () => (await world.expect(200, path)).data[0].finding;
    assert.partialDeepStrictEqual(await findingNow(), { accepted: true, ...limits });
    await used?.note({ accepted: false, limits: null });
    assert.partialDeepStrictEqual(await findingNow(), { accepted: false, remaining: null });
    await world.save(`${registryPair}2`, registry);
    await used?.note({ accepted: true, limits });
    assert.equal(await findingNow(), null, 'what was saved since was not shown');
    await world.check(registry, 400);
    await world.expect(204, `${path}/${registry}`, { method: 'DELETE' });
    assert.equal(await world.secretFor('bob', registry), null);
  });

  it('name the token service that may see them, for a registry alone', async () => {
    const registry = 'registry.example.org:5000';
    const put = (service: string, json: object, status = 200) =>
      world.expect(status, `${path}/${service}`, { method: 'PUT', json });
    const named = { secret: registryPair, tokenService: 'Auth.Example.org:5001' };
    assert.equal((await put(registry, named)).tokenService, 'auth.example.org:5001');
    assert.equal((await world.expect(200, path)).data[0].tokenService, 'auth.example.org:5001');
    assert.ok(isRegistryName(registry));
    const tokenServiceNow = async () =>
      (await world.credentials.credentialFor('bob', registry))?.tokenService;
    assert.equal(await tokenServiceNow(), 'auth.example.org:5001');
    for (const tokenService of [
      ...['', 'https://auth.example.org', 'auth.example.org/token', 'octo@auth.example.org'],
      ...['auth.example.org:443', 'auth.example.org:99999', 'a b', '*.example.org', 'é.example'],
    ]) {
      const { errors } = await put(registry, { ...named, tokenService }, 400);
      assert.equal(errors[0].path, 'tokenService', tokenService);
    }
    for (const [service, secret] of [
      ['github', gitHubToken],
      ['docker-hub', dockerPair],
    ] as const) {
      const { errors } = await put(service, { secret, tokenService: 'auth.example.org' }, 400);
      assert.equal(errors[0].path, 'tokenService', service);
    }
    await put(registry, { secret: registryPair });
    assert.equal(await tokenServiceNow(), null, 'what is saved takes the place of all before');
  });

  it('may be as long as clouds make them', async () => {
    const registry = 'registry.example.org:5000';
    await world.save(`AWS:${'k'.repeat(8188)}`, registry);
    const tooLong = { method: 'PUT', json: { secret: `AWS:${'k'.repeat(8189)}` } };
    await world.expect(400, `${path}/${registry}`, tooLong);
  });

  for (const name of [
    ...['registry', 'docker.io', 'index.docker.io', 'a.example/b', 'a.example:0443', '-a.example'],
    ...[
      'a.example:443',
      'a b.example',
      'a.example:99999',
      `${'a'.repeat(255)}.example`,
      'é.example',
    ],
    ...['a.example\0', 'user@a.example', '[::1', '2130706433'],
  ]) {
    it(`are kept for no registry called ${JSON.stringify(name.slice(0, 20))}`, async () => {
      const put = { method: 'PUT', json: { secret: registryPair } };
      const { status } = await world.ask(`${path}/${encodeURIComponent(name)}`, put);
      assert.ok(status === 400 || status === 404, `${status}`);
    });
  }

  it('are sealed in the database, each for its own row', async () => {
    await world.save(gitHubToken);
    await world.save(otherToken, 'github', 'alice');
    const stored = await world.database.em().execute('select * from external_credentials');
    assert.equal(stored.length, 2);
    assert.ok(!JSON.stringify(stored).includes(gitHubToken.slice(4)));
    assert.ok(!world.log.includes(gitHubToken.slice(4)));
    await world.database
      .em()
      .execute(
        "update external_credentials set sealed_secret = (select sealed_secret from external_credentials where owner = 'bob')",
      );
    await assert.rejects(world.secretFor('alice', 'github'), /belongs elsewhere/);
  });

  it('need an older key no more once a newer one has sealed them', async () => {
    await world.save(gitHubToken);
    const { database, key } = world;
    const newer = randomBytes(32);
    const alone = createSecretBox([newer]);
    assert.equal(await resealSecrets(database, alone), 0, 'nothing opens it');
    const both = createSecretBox([newer, key]);
    assert.equal(await resealSecrets(database, both), 1);
    assert.equal(await resealSecrets(database, both), 0);
    const [stored] = await database.em().findAll(ExternalCredential);
    assert.ok(stored);
    assert.equal(openSecret(alone, stored), gitHubToken);
  });

  it('that no key opens are told of by a check, and can be saved anew', async () => {
    await world.save(gitHubToken);
    const box = createSecretBox([randomBytes(32)]);
    await world.database
      .em()
      .nativeUpdate(
        ExternalCredential,
        { owner: 'bob' },
        { sealedSecret: sealSecret(box, 'another', gitHubToken) },
      );
    const { finding } = await world.check('github');
    assert.equal(finding.accepted, false);
    assert.match(finding.detail, /not among FULMAR_SECRET_KEY/);
    await world.save(gitHubToken);
    assert.equal(await world.secretFor('bob', 'github'), gitHubToken);
  });

  it('of an account win over the server’s', async () => {
    await world.save(gitHubToken, 'github', 'alice', '/server');
    assert.equal(await world.secretFor('bob', 'github'), gitHubToken);
    await world.save(otherToken);
    assert.equal(await world.secretFor('bob', 'github'), otherToken);
    assert.equal(await world.secretFor('alice', 'github'), gitHubToken);
    assert.equal(await world.secretFor('bob', 'docker-hub'), null);
    assert.equal((await world.expect(200, path, { by: 'alice' })).data.length, 0);
    assert.equal((await world.expect(200, `/server${path}`, { by: 'alice' })).data.length, 1);
  });

  it('of an account are removed with it', async () => {
    const identity = await makeIdentity();
    await person(identity, 'ada');
    const { account } = await person(identity, 'bob');
    const { database, clock } = identity;
    const box = createSecretBox([randomBytes(32)]);
    const send = () => Promise.reject(new Error('nothing is asked'));
    const credentials = new ExternalCredentials({ database, box, send, clock: clock.tell });
    await credentials.save(account.id, 'github', { secret: gitHubToken });
    await credentials.save(wholeServer, 'github', { secret: otherToken });
    await identity.users.remove(account.id);
    assert.deepEqual(await credentials.list(account.id), []);
    assert.equal((await credentials.list(wholeServer)).length, 1);
    await database.close();
  });

  it('of the server are for administrators, an account’s own for whoever is signed in', async () => {
    const json = { secret: gitHubToken };
    for (const by of ['bob', 'token of bob'] as const) {
      const put = { method: 'PUT', json, by };
      const refused = await world.expect(403, `/server${path}/github`, put);
      assert.equal(refused.code, 'admin-only');
    }
    const own = { method: 'PUT', json, by: 'token of bob' } as const;
    assert.equal((await world.expect(403, `${path}/github`, own)).code, 'session-only');
    await world.save(gitHubToken, 'github', 'token of alice', '/server');
  });

  it('are saved only when they have the right form', async () => {
    for (const [service, secret] of [
      ['github', 'hunter2'],
      ['github', `${gitHubToken} `],
      ['github', dockerPair],
      ['github', gitHubToken.replace('ghp', 'ghx')],
      ['github', `ghp_${'a'.repeat(35)}`],
      ['github', `ghp_${'a.'.repeat(20)}`],
      ['docker-hub', gitHubToken],
      ['docker-hub', dockerPair.replace('octo', '')],
      ['docker-hub', 'octo:'],
      ['docker-hub', 'octo'],
      ['docker-hub', 'octo:two words'],
      ['docker-hub', 'octo cat:hunter2'],
      ['docker-hub', 'octo,eve:hunter2'],
      ['docker-hub', ' octo:hunter2'],
      ['docker-hub', 'octo:hunter2\n'],
      ['docker-hub', 'octo:hunter\u00a02'],
      ['docker-hub', 'octo:hunter\u200b2'],
      ['docker-hub', 'octo:hunter\0two'],
      ['docker-hub', 'octo:hunter\ud800'],
    ] as const) {
      const put = { method: 'PUT', json: { secret } };
      const { code, errors } = await world.expect(400, `${path}/${service}`, put);
      assert.deepEqual([code, errors[0].path], ['invalid-body', 'secret']);
    }
    assert.deepEqual((await world.expect(200, path)).data, []);
  });

  for (const [service, secret] of [
    ['github', gitHubToken],
    ['github', otherToken],
    ...['gho', 'ghu', 'ghs', 'ghr'].map(
      (kind) => ['github', gitHubToken.replace('ghp', kind)] as const,
    ),
    ['github', `ghr_${'Z9'.repeat(38)}`],
    ['github', `ghs_123456_${'e'.repeat(60)}.${'-_'.repeat(150)}.${'Q'.repeat(130)}`],
    ['github', '0123456789abcdef0123456789abcdef01234567'],
    ['docker-hub', dockerPair],
    ['docker-hub', `octo-org:dckr_oat_${'k'.repeat(32)}`],
    ['docker-hub', 'octo:01234567-89ab-cdef-0123-456789abcdef'],
    ['docker-hub', 'Octo_Cat.1:hunter2'],
    ['docker-hub', 'octo@example.org:pass:wörd'],
    ['docker-hub', 'o:x'],
  ] as const) {
    it(`may have the form ${secret.slice(0, 16)}… [${service}]`, () => {
      assert.equal(formatFault(service, secret), null);
    });
  }
});
