import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { BuilderStandIn } from '../sources/builder-stand-in.ts';
import { changed, type FormPart, formOf } from './form-parts.ts';
import { hostName, MollymawkWorld } from './mollymawk-world.ts';

const create = '/api/unikernel/create';
const update = '/api/unikernel/update';
const rollback = '/api/unikernel/rollback';

describe('updates and rollbacks in mollymawk’s API', () => {
  let world: MollymawkWorld;
  let builder: BuilderStandIn;
  let builds: string[];
  const passed = { milliseconds: 0 };

  before(async () => {
    builder = await BuilderStandIn.start();
    world = await MollymawkWorld.open({
      settings: { FULMAR_BUILDER_URL: builder.server.url.origin },
      clock: () => new Date(Date.now() + passed.milliseconds),
    });
  });
  after(async () => {
    await world?.close();
    await builder?.server[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    builder.builds.length = 0;
    builds = [addBuild('first'), addBuild('second')];
  });

  function addBuild(filler: string): string {
    const uuid = randomUUID();
    const content = sampleImage({ filler });
    const sha256 = createHash('sha256').update(content).digest('hex');
    const binary = { name: 'web.hvt', content, sha256 };
    builder.builds.push({
      uuid,
      platform: 'debian-12',
      start: '2026-01-01T00:00:00-00:00',
      binary,
    });
    return uuid;
  }

  const form: readonly FormPart[] = [
    ['albatross_instance', hostName],
    ['unikernel_name', 'web'],
    ['unikernel_config', '{"cpuid": 0}'],
    ['unikernel_force_create', 'true'],
    ['molly_csrf', ''],
    ['deploy_mode', 'builder'],
    ['builder_job', 'dns-resolver'],
    ['binary', ''],
  ];
  const asked = (changes: object = {}) => ({
    json: {
      ...{ albatross_instance: hostName, unikernel_name: 'web', job: 'dns-resolver' },
      currently_running_unikernel: builds[0],
      to_be_updated_unikernel: builds[1],
      ...changes,
    },
  });
  const names = { json: { albatross_instance: hostName, unikernel_name: 'web' } };

  /** The unikernel, as the build of an index. */
  const deployFirst = async () => {
    const [, second] = builder.builds;
    builder.builds.length = 1;
    const made = await world.tell(create, { body: formOf(form) });
    assert.deepEqual([made.status, made.data], [200, 'created unikernel']);
    if (second) builder.builds.push(second);
  };
  const running = () => world.emulator.host.running.get(parseName('user:web'));
  const runningDigest = () => running()?.digest.toString('hex');
  const digestOf = (index: number) => builder.builds[index]?.binary?.sha256;

  it('creates from the latest build of a job, with an empty binary or none', async () => {
    for (const [index, binary] of ['', Buffer.of(), null].entries()) {
      const made = await world.tell(create, { body: formOf(changed(form, { binary })) });
      assert.deepEqual([made.status, made.data], [200, 'created unikernel'], `${index}`);
      assert.equal(runningDigest(), digestOf(1));
    }
  });

  it('refuses to create without a job, in another mode, and without an image', async () => {
    for (const [changes, data] of [
      [{ builder_job: null }, 'Missing builder job or uuid'],
      [{ deploy_mode: 'other' }, 'Invalid deploy mode'],
      [{ deploy_mode: 'manual', binary: null }, 'One or more required fields are missing.'],
    ] as const) {
      await world.refuses(create, { body: formOf(changed(form, changes)) }, 400, data);
    }
    const empty = formOf(changed(form, { deploy_mode: 'manual', binary: Buffer.of() }));
    assert.equal((await world.tell(create, { body: empty })).status, 422);
  });

  it('updates to a build, and goes back to the one before, once', async () => {
    await deployFirst();
    assert.equal(runningDigest(), digestOf(0));
    const updated = await world.tell(update, asked());
    const now = 'is now running on build';
    assert.equal(updated.status, 200, `${updated.data}`);
    assert.equal(updated.title, 'Update Successful');
    assert.equal(updated.data, `Update successful. web ${now} ${builds[1]}`);
    assert.equal(runningDigest(), digestOf(1));
    const back = await world.tell(rollback, names);
    assert.equal(back.status, 200, `${back.data}`);
    assert.equal(back.title, 'Rollback Successful');
    assert.equal(back.data, `Rollback successful. web ${now} ${builds[0]}`);
    assert.equal(runningDigest(), digestOf(0));
    const again = await world.tell(rollback, names);
    assert.equal(again.title, 'Rollback Error');
    const gone = 'web rollback failed. Could not find the build information.';
    assert.deepEqual([again.status, again.data], [404, gone]);
  });

  it('goes back to the build before the update where it was restarted with arguments since', async () => {
    await deployFirst();
    assert.equal((await world.tell(update, asked())).status, 200);
    const named = new URLSearchParams({ instance: hostName, unikernel: 'web' });
    const config = JSON.stringify({ typ: 'solo5', cpuids: [0], arguments: ['--new'] });
    const again = await world.tell(`/api/unikernel/restart?${named}`, {
      json: { arguments: config },
    });
    assert.equal(again.status, 200, `${again.data}`);
    assert.deepEqual(running()?.config.arguments, ['--new']);
    const back = await world.tell(rollback, names);
    assert.equal(back.status, 200, `${back.data}`);
    assert.equal(back.data, `Rollback successful. web is now running on build ${builds[0]}`);
    assert.equal(runningDigest(), digestOf(0));
  });

  it('goes back from a build of the same binary, once', async () => {
    await deployFirst();
    const to_be_updated_unikernel = addBuild('first');
    assert.equal((await world.tell(update, asked({ to_be_updated_unikernel }))).status, 200);
    const back = await world.tell(rollback, names);
    assert.equal(back.status, 200, `${back.data}`);
    assert.equal(back.data, `Rollback successful. web is now running on build ${builds[0]}`);
    assert.equal(runningDigest(), digestOf(0));
    assert.equal((await world.tell(rollback, names)).status, 404);
  });

  it('goes back from a build to an image that was sent, without asking the builder', async () => {
    const content = sampleImage({ filler: 'sent' });
    const sent = changed(form, { deploy_mode: 'manual', binary: content });
    assert.equal((await world.tell(create, { body: formOf(sent) })).status, 200);
    assert.equal((await world.tell(update, asked())).status, 200);
    builder.builds.length = 0;
    const count = builder.server.asked.length;
    const back = await world.tell(rollback, names);
    assert.equal(back.status, 200, `${back.data}`);
    assert.equal(back.data, `Rollback successful. web is now running on build ${builds[0]}`);
    assert.equal(runningDigest(), createHash('sha256').update(content).digest('hex'));
    assert.equal(builder.server.asked.length, count);
  });

  it('refuses a running build that is no UUID', async () => {
    await deployFirst();
    const json = asked({ currently_running_unikernel: '<b>first</b>' }).json;
    const told = await world.tell(update, { json });
    assert.equal(told.status, 400);
    assert.match(`${told.data}`, /^Couldn't find job or build in json\. Received /);
  });

  it('says in mollymawk’s words that the builder has failed', async () => {
    builder.builds.length = 0;
    const body = formOf(form);
    const told = await world.tell(create, { body });
    assert.equal(told.status, 500);
    assert.match(`${told.data}`, /^Albatross Query Error: The builder has no job/);
  });

  it('goes back no more after ten minutes', async () => {
    await deployFirst();
    assert.equal((await world.tell(update, asked())).status, 200);
    passed.milliseconds += 601_000;
    const late = await world.tell(rollback, names);
    assert.equal(late.title, 'Rollback Failed');
    const text = "web rollback failed. We can't do a rollback after 10 minutes of an update.";
    assert.deepEqual([late.status, late.data], [400, text]);
  });

  it('takes arguments in the place of what was', async () => {
    await deployFirst();
    const unikernel_arguments = { typ: 'solo5', cpuids: [0], memory: 64, arguments: ['--new'] };
    assert.equal((await world.tell(update, asked({ unikernel_arguments }))).status, 200);
    assert.partialDeepStrictEqual(running()?.config, { memory: 64, arguments: ['--new'] });
    const bad = await world.tell(update, asked({ unikernel_arguments: { cpuids: [] } }));
    assert.equal(bad.title, 'Error with Unikernel Arguments Json');
    assert.equal(bad.status, 400);
    assert.match(`${bad.data}`, /^Could not get the unikernel arguments json: CPUids cannot be/);
  });

  it('refuses to update what is not alive before', async () => {
    await deployFirst();
    const dead = await world.tell(
      update,
      asked({ http_liveliness_address: 'http://127.0.0.1:9/' }),
    );
    assert.equal(dead.title, 'Error: Liveliness check failed');
    assert.equal(dead.status, 500);
    const said = /^Liveliness check of currentyly running unikernel failed with error: ./;
    assert.match(`${dead.data}`, said);
    assert.equal(runningDigest(), digestOf(0));
  });

  it('says in mollymawk’s words that a build was taken away before it was fetched', async () => {
    await deployFirst();
    const to_be_updated_unikernel = addBuild('taken away');
    const path = `/job/${builder.job}/build/${to_be_updated_unikernel}/main-binary`;
    builder.server.answers.set(path, (_, response) => response.writeHead(404).end());
    try {
      const failed = await world.tell(update, asked({ to_be_updated_unikernel }));
      assert.deepEqual([failed.status, failed.title], [500, 'Update Error']);
      const said = `Update failed. web failed to update to build ${to_be_updated_unikernel} with error `;
      assert.ok(`${failed.data}`.startsWith(said), `${failed.data}`);
    } finally {
      builder.server.answers.delete(path);
    }
  });

  it('answers as a rollback where what was started does not stay up', async () => {
    await deployFirst();
    const unikernel_arguments = { cpuids: [0], arguments: ['--emulator-exit=3'] };
    const undone = await world.tell(update, asked({ unikernel_arguments }));
    assert.equal(undone.title, 'Rollback Successful', `${undone.data}`);
    const text = `Rollback successful. web is now running on build ${builds[0]}`;
    assert.deepEqual([undone.status, undone.data], [200, text]);
    assert.equal(runningDigest(), digestOf(0));
  });
});
