import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { takeUpInterval } from '../../src/server/replicas.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';
import { changes } from './support/changes.ts';
import { ServerWorld } from './support/server-world.ts';
import { SlowUpload } from './support/slow-upload.ts';
import { until } from './support/until.ts';

/** Looks for what others left every few moments instead of twice a minute. */
const hurried: Timer = (milliseconds, action) =>
  systemTimer(milliseconds === takeUpInterval ? 50 : milliseconds, action);

const [create] = changes;
const content = randomBytes(2 ** 20);

describe('what a killed server left to one that goes on', function () {
  this.timeout(60_000);
  const url = usePostgres();
  let world: ServerWorld;
  let servers: RunningServers;
  let living: FulmarServer;
  before(async () => {
    const environment = {
      FULMAR_DATABASE_URL: url(),
      FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
    };
    world = await ServerWorld.open({ environment });
    servers = new RunningServers();
    living = await servers.start(environment, { timer: hurried });
  });
  after(async () => {
    await servers?.[Symbol.asyncDispose]();
    await world?.close();
  });

  const askLiving = (...[path, options]: Parameters<ServerWorld['ask']>) =>
    ask(`${living.url}/api/v1`, path, { token: world.token, ...options });

  it('is found out, and may be asked for again, without any start', async () => {
    assert(create);
    const deployments = async () =>
      Object((await askLiving('/hosts/one/unikernels/left/deployments')).json).data;
    const silent = world.emulator.faults.add({ kind: 'silent' }, { command: create.command });
    const [path, options] = create.request('left');
    const keyed = { ...options, headers: { 'idempotency-key': 'once' } };
    const cut = assert.rejects(world.ask(path, keyed));
    await until(() => silent.waiting === 1);
    await until(async () => (await deployments())[0]?.state === 'running');
    assert.equal((await askLiving(path, keyed)).status, 409, 'its owner runs');
    await world.server.kill();
    await cut;
    world.emulator.faults.clear();
    await until(async () => (await deployments())[0].finishedAt !== null);
    assert.equal((await deployments())[0].state, 'failed');
    await until(async () => (await askLiving(path, keyed)).status === 201);
    const states = (await deployments()).map(({ state }: { state: string }) => state);
    assert.deepEqual(states, ['succeeded', 'failed']);
  });

  for (const [volume, direct, words] of [
    [
      'spooled',
      false,
      /not reached the host whole yet\. Another server has it, and sends it again/,
    ],
    ['direct', true, /direct upload .* was cut off .* Another server has it, and gives/],
  ] as const) {
    it(`is a volume that waits for it, and says what to do about that [${volume}]`, async () => {
      await world.start();
      await world.makeVolume(volume, 1);
      const scope = { command: 'block-set', name: `alice:${volume}` } as const;
      const paused = world.emulator.faults.add({ kind: 'pause-reading', afterOctets: 1 }, scope);
      new SlowUpload(world, volume, content.length, { direct }).end(content);
      await until(() => paused.waiting > 0);
      await world.server.kill();
      world.emulator.faults.clear();
      const path = `/hosts/one/volumes/${volume}/data`;
      // Its locks are free when PostgreSQL has noticed.
      await until(async () => !(await askLiving(path)).text.includes('by another request'));
      const told = await askLiving(path);
      assert.partialDeepStrictEqual(told.json, { status: 409, code: 'volume-busy' });
      assert.match(told.text, words);
      assert.match(told.text, /Upload anew or remove the volume/);
      const anew = await askLiving(path, { method: 'PUT', body: content });
      assert.equal(anew.status, 200, anew.text);
      assert.equal((await askLiving(path)).status, 200);
      assert(content.equals(await world.contentOf(volume)));
    });
  }
});
