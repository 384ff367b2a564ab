import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { takeUpInterval } from '../../src/server/replicas.ts';
import type { FulmarServer } from '../../src/server.ts';
import { systemTimer, type Timer } from '../../src/timer.ts';
import { usePostgres } from '../support/postgres.ts';
import { ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';
import { changes } from './support/changes.ts';
import { ServerWorld } from './support/server-world.ts';
import { until } from './support/until.ts';

/** Looks for what others left every few moments instead of twice a minute. */
const hurried: Timer = (milliseconds, action) =>
  systemTimer(milliseconds === takeUpInterval ? 50 : milliseconds, action);

const [create] = changes;

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

  it('is found out, and may be asked for again, without any start', async () => {
    assert(create);
    const askLiving = (...[path, options]: Parameters<ServerWorld['ask']>) =>
      ask(`${living.url}/api/v1`, path, { token: world.token, ...options });
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
});
