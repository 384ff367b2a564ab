import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parseName } from '../../../src/albatross/names.ts';
import { StandIn } from '../../sources/stand-in.ts';
import { tokenActor } from '../../support/actors.ts';
import { formOf, imageWith } from '../deploy-form.ts';
import { UnikernelWorld } from '../unikernel-world.ts';

const image = imageWith();
const next = imageWith([], 'next');
const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('creating and updating a unikernel from a source', () => {
  let world: UnikernelWorld;
  let server: StandIn;
  beforeEach(async () => {
    server = await StandIn.start();
    server.file('/hello.hvt', image);
    server.file('/next.hvt', next);
    const actors = {
      alice: tokenActor(['unikernels:write']),
      narrow: tokenActor(['unikernels:write'], { names: ['web-*'] }),
    };
    world = await UnikernelWorld.open({ actors });
  });
  afterEach(async () => {
    await world.close();
    await server[Symbol.asyncDispose]();
  });

  const from = (path: string, content: Buffer) => ({
    ...{ kind: 'https', url: server.at(path), sha256: digestOf(content) },
  });
  const first = () => from('/hello.hvt', image);
  const create = (parts: object, token = 'alice') =>
    world.ask('/hosts/one/unikernels', {
      body: formOf([['config', { name: 'hello' }], ...Object.entries(parts)]),
      token,
    });
  const update = (parts: object) =>
    world.ask('/hosts/one/unikernels/hello/update', { body: formOf(Object.entries(parts)) });
  const running = () =>
    world.emulator.host.running.get(parseName('alice:hello'))?.digest.toString('hex');
  const origins = async () => {
    const { json } = await world.ask('/hosts/one/unikernels/hello/releases');
    return Object(json).data.map(({ origin }: { origin: object }) => origin);
  };

  it('fetches the image, and remembers where it came from', async () => {
    const created = await create({ source: first() });
    assert.equal(created.status, 201, created.text);
    assert.equal(running(), digestOf(image));
    const updated = await update({ source: from('/next.hvt', next) });
    assert.equal(updated.status, 200, updated.text);
    assert.equal(running(), digestOf(next));
    const back = await update({ source: { kind: 'release', release: 1 } });
    assert.equal(back.status, 200, back.text);
    assert.equal(running(), digestOf(image));
    assert.partialDeepStrictEqual(await origins(), [
      { kind: 'https', from: server.at('/hello.hvt') },
      { kind: 'https', from: server.at('/next.hvt') },
      { kind: 'https', from: server.at('/hello.hvt') },
    ]);
    assert.equal(server.count('/hello.hvt'), 1);
  });

  it('takes neither both nor none', async () => {
    const both = await create({ source: first(), image });
    assert.partialDeepStrictEqual(both.json, { status: 400, errors: [{ path: 'source' }] });
    const none = await create({});
    assert.partialDeepStrictEqual(none.json, { status: 400, errors: [{ path: 'image' }] });
    const bad = await create({ source: { kind: 'https', url: 'x' } });
    assert.equal(bad.status, 400);
    assert.equal(server.asked.length, 0);
    await world.untilNothingIsSpooled();
  });

  it('says what is wrong with the source, and leaves nothing', async () => {
    const wrong = await create({ source: from('/hello.hvt', next) });
    assert.partialDeepStrictEqual(wrong.json, { status: 422, code: 'source-digest-wrong' });
    assert.equal((await create({ source: first() })).status, 201);
    const gone = await update({ source: from('/none.hvt', next) });
    assert.partialDeepStrictEqual(gone.json, { status: 404, code: 'source-not-found' });
    assert.equal(running(), digestOf(image));
    await world.untilNothingIsSpooled();
  });

  it('asks nobody for who may not have such a unikernel', async () => {
    const refused = await create({ source: first() }, 'narrow');
    assert.partialDeepStrictEqual(refused.json, { status: 403, code: 'name-not-allowed' });
    assert.equal(server.asked.length, 0);
  });
});
