import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { Deployment } from '../../src/unikernels/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, service, storage, update } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const one = '/hosts/one/unikernels/hello';
const sha256 = (octets: Buffer) => createHash('sha256').update(octets).digest();

describe('a unikernel that runs', () => {
  let world: UnikernelWorld;
  const image = imageWith([storage, service]);
  const config = {
    name: 'hello',
    cpuids: [1],
    memory: 64,
    arguments: ['--first'],
    blockDevices: [{ name: 'storage', volume: 'data', sectorSize: 4096 }],
    networkDevices: [{ name: 'service', bridge: 'management', mac: '02:00:00:00:00:0a' }],
    failBehaviour: { restart: [2] },
    startup: 7,
    addName: false,
  };

  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write', 'volumes:write']),
        deployer: tokenActor(['unikernels:write']),
      },
    });
    await world.addVolume('alice:data');
    await world.addVolume('alice:other');
    const created = await create(world, config, image);
    assert.equal(created.status, 201, created.text);
    world.emulator.commands.clear();
  });
  afterEach(() => world.close());

  const { name: _name, ...settings } = config;

  describe('and is updated', () => {
    it('gets the image and keeps its configuration', async () => {
      const next = imageWith([storage, service], 'next');
      const answer = await update(world, 'hello', next);
      assert.equal(answer.status, 200, answer.text);
      assert.partialDeepStrictEqual(answer.json, {
        ...settings,
        digest: sha256(next).toString('hex'),
        lastDeployment: { action: 'update', state: 'succeeded' },
      });
      assert.equal(world.seen('unikernel-force-create'), 1);
    });

    it('gets what is given', async () => {
      const next = imageWith([storage, service], 'next');
      const changes = { memory: 128, blockDevices: [{ name: 'storage', volume: 'other' }] };
      const answer = await update(world, 'hello', next, changes);
      assert.partialDeepStrictEqual(answer.json, {
        ...settings,
        memory: 128,
        blockDevices: [{ name: 'storage', volume: 'other', sectorSize: 512 }],
      });
    });

    it('keeps of its devices what the new image asks for', async () => {
      await world.addVolume('alice:backup');
      const next = imageWith([storage, { name: 'backup', type: 'block' }]);
      const answer = await update(world, 'hello', next);
      assert.equal(answer.status, 200, answer.text);
      assert.partialDeepStrictEqual(answer.json, {
        blockDevices: [
          { name: 'storage', volume: 'data', sectorSize: 4096 },
          { name: 'backup', volume: 'backup' },
        ],
        networkDevices: [],
      });
    });

    it('goes on as it was where the new image asks for something else', async () => {
      const next = imageWith([storage, service, { name: 'nowhere', type: 'block' }]);
      const answer = await update(world, 'hello', next);
      assert.partialDeepStrictEqual(answer.json, { status: 422, code: 'manifest-mismatch' });
      assert.equal(world.seen('unikernel-force-create'), 0);
      assert.partialDeepStrictEqual((await world.ask(one)).json, settings);
    });

    it('refuses members that only a creation has', async () => {
      const answer = await update(world, 'hello', image, { host: 'two', name: 'other' });
      assert.partialDeepStrictEqual(answer.json, {
        status: 400,
        errors: [{ path: 'config.host' }, { path: 'config.name' }],
      });
    });

    it('keeps its volume without a right to volumes, and gets no other', async () => {
      const kept = await update(world, 'hello', image, {}, 'deployer');
      assert.equal(kept.status, 200, kept.text);
      const { blockDevices } = config;
      const refused = await update(world, 'hello', image, { blockDevices }, 'deployer');
      assert.partialDeepStrictEqual(refused.json, { status: 403, scope: 'volumes:write' });
    });
  });

  describe('and is restarted', () => {
    const restart = (json?: unknown) =>
      world.ask(`${one}/restart`, json === undefined ? { method: 'POST' } : { json });

    for (const body of [undefined, {}]) {
      it(`keeps everything where nothing is given [${JSON.stringify(body) ?? 'no body'}]`, async () => {
        const answer = await restart(body);
        assert.equal(answer.status, 200, answer.text);
        const lastDeployment = { action: 'restart', state: 'succeeded' };
        assert.partialDeepStrictEqual(answer.json, { ...settings, lastDeployment });
      });
    }

    it('gets what is given and keeps the rest', async () => {
      const answer = await restart({ arguments: ['--second'], addName: true });
      assert.equal(answer.status, 200, answer.text);
      const changed = { ...settings, arguments: ['--second'], addName: true };
      assert.partialDeepStrictEqual(answer.json, changed);
    });

    it('goes on as it was where the host would end it for arguments that it refuses', async () => {
      for (const changes of [
        { cpuids: [9] },
        { networkDevices: [{ name: 'service', bridge: 'lan' }] },
        { blockDevices: [{ name: 'storage', volume: 'nowhere' }] },
        { blockDevices: [] },
      ]) {
        const answer = await restart(changes);
        assert.equal(answer.status, 422, answer.text);
      }
      assert.equal(world.seen('unikernel-restart'), 0);
      assert.partialDeepStrictEqual((await world.ask(one)).json, settings);
    });
  });

  it('is destroyed, and its volume is free', async () => {
    assert.equal((await world.ask(one, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(one)).status, 404);
    assert.equal((await create(world, config, image)).status, 201);
  });

  it('gives its image back', async () => {
    const answer = await fetch(`${world.running.app.url}/api/v1${one}/image`, {
      headers: { authorization: 'Bearer alice' },
    });
    assert.equal(answer.status, 200);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(image));
    assert.equal(answer.headers.get('content-length'), `${image.length}`);
    assert.equal(
      answer.headers.get('repr-digest'),
      `sha-256=:${sha256(image).toString('base64')}:`,
    );
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="hello/);
  });

  it('has a history, the newest first', async () => {
    await update(world, 'hello', imageWith([storage, service], 'next'));
    await world.ask(`${one}/restart`, { method: 'POST' });
    await world.ask(one, { method: 'DELETE' });
    const answer = await world.ask(`${one}/deployments`);
    assert.partialDeepStrictEqual(answer.json, {
      data: [
        { action: 'destroy', state: 'succeeded' },
        { action: 'restart', state: 'succeeded' },
        { action: 'update', state: 'succeeded' },
        { action: 'create', state: 'succeeded' },
      ],
    });
    const latest = await world.ask(`${one}/deployments?limit=1`);
    assert.partialDeepStrictEqual(latest.json, { data: [{ action: 'destroy' }] });
  });
});

describe('a unikernel that does not run', () => {
  let world: UnikernelWorld;
  before(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
  });
  after(() => world.close());

  const asks: [string, string][] = [
    ['GET', one],
    ['DELETE', one],
    ['POST', `${one}/restart`],
    ['GET', `${one}/image`],
  ];
  for (const [method, path] of asks) {
    it(`is unknown, which leaves nothing in a history [${method} ${path}]`, async () => {
      const answer = await world.ask(path, { method });
      assert.partialDeepStrictEqual(answer.json, { status: 404, code: 'unikernel-unknown' });
      const history = await world.ask(`${one}/deployments`);
      assert.deepEqual(history.json, { data: [], next: null });
    });
  }

  it('has no history on a host that is not known', async () => {
    const answer = await world.ask('/hosts/nowhere/unikernels/hello/deployments');
    assert.partialDeepStrictEqual(answer.json, { status: 404, code: 'host-unknown' });
  });

  it('keeps the newest 200 of its history', async () => {
    const em = world.database.em();
    for (let i = 0; i < 230; i++) em.create(Deployment, oldDeployment(i));
    await em.flush();
    await create(world, { name: 'old' }, imageWith());
    await world.running.deployments.purge();
    const kept = (await world.deployments()).filter(({ unikernel }) => unikernel === 'old');
    assert.equal(kept.length, 200);
    assert.ok(kept.every(({ startedAt }) => startedAt.getTime() >= 31_000));
  });

  it('forgets the history of what nothing else is remembered of', async () => {
    const unikernel = parseLabel('forgotten');
    const em = world.database.em();
    em.create(Deployment, { ...oldDeployment(1), unikernel });
    await em.flush();
    await world.running.deployments.purge();
    assert.ok((await world.deployments()).every((each) => each.unikernel !== unikernel));
  });
});

/** One of many deployments of `old`, `i` seconds after the beginning of time. */
function oldDeployment(i: number) {
  const at = new Date(i * 1000);
  return {
    id: randomUUID(),
    host: parseLabel('one'),
    domain: parseLabel('alice'),
    unikernel: parseLabel('old'),
    action: 'destroy',
    state: 'succeeded',
    digest: null,
    config: null,
    runningSince: null,
    requestId: 'r',
    accountName: parseLabel('alice'),
    tokenName: null,
    tokenPrefix: null,
    startedAt: at,
    finishedAt: at,
    error: null,
  } as const;
}
