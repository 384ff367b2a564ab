import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import { inflateSync } from 'node:zlib';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { mebibyte, VolumeWorld } from './volume-world.ts';

const collection = '/api/v1/hosts/one/volumes';
const path = `${collection}/data/data`;

describe('a download of a volume', () => {
  let world: VolumeWorld;
  const content = randomBytes(3 * mebibyte);

  beforeEach(async () => {
    world = await VolumeWorld.open({ actors: { alice: tokenActor(['volumes:write']) } });
    await ask(world.url, collection, { token: 'alice', json: { name: 'data', size: 3 } });
    await ask(world.url, path, { method: 'PUT', token: 'alice', body: content });
  });
  afterEach(() => world.close());

  const fetchContent = (query = '') =>
    fetch(world.url + path + query, { headers: { authorization: 'Bearer alice' } });

  it('gives the content as it is, announced in its length', async () => {
    const answer = await fetchContent();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-length'), `${content.length}`);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
    assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="data.img"');
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(content));
  });

  it('is not begun where only its headers are asked for', async () => {
    const headers = { authorization: 'Bearer alice' };
    const answer = await fetch(world.url + path, { method: 'HEAD', headers });
    const told = ['content-length', 'content-disposition'].map((name) => answer.headers.get(name));
    assert.deepEqual(
      [answer.status, ...told],
      [200, `${content.length}`, 'attachment; filename="data.img"'],
    );
    assert.equal(world.seen('block-dump'), 0);
  });

  it('gives a zlib stream where one is asked for', async () => {
    const answer = await fetchContent('?compression=3');
    assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="data.img.zz"');
    assert.ok(inflateSync(Buffer.from(await answer.arrayBuffer())).equals(content));
  });

  for (const level of ['10', '-1', 'x', '1.5']) {
    it(`is refused with a compression that is none [${level}]`, async () => {
      const refused = await fetchContent(`?compression=${level}`);
      assert.equal(refused.status, 400);
      assert.match(await refused.text(), /compression/);
      assert.equal(world.seen('block-dump'), 0);
    });
  }

  for (const query of ['', '?compression=1']) {
    it(`fails for the client where the host breaks it off [${query}]`, async () => {
      world.emulator.faults.add(
        { kind: 'reset-reply', afterOctets: mebibyte },
        { command: 'block-dump' },
      );
      const answer = await fetchContent(query);
      await assert.rejects(answer.arrayBuffer());
    });
  }

  it('ends on the host, and frees the volume, where the client leaves', async () => {
    const outgoing = get(world.url + path, { headers: { authorization: 'Bearer alice' } });
    outgoing.on('error', () => {});
    const [answer] = await once(outgoing, 'response');
    await once(answer, 'readable');
    outgoing.destroy();
    await world.untilFree('data');
    const again = await fetchContent();
    assert.ok(Buffer.from(await again.arrayBuffer()).equals(content));
  });

  it('keeps uploads away, and other downloads not', async () => {
    const outgoing = get(world.url + path, { headers: { authorization: 'Bearer alice' } });
    outgoing.on('error', () => {});
    const [answer] = await once(outgoing, 'response');
    const upload = await ask(world.url, path, { method: 'PUT', token: 'alice', body: content });
    assert.equal(upload.status, 409, upload.text);
    const second = await fetchContent();
    assert.equal(second.status, 200);
    await second.arrayBuffer();
    answer.resume();
    await once(answer, 'end');
  });
});
