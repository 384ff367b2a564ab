import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Upload } from '../../src/volumes/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { ask, type Told } from '../support/request.ts';
import { mebibyte, VolumeWorld } from './volume-world.ts';

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const collection = '/api/v1/hosts/one/volumes';
const path = `${collection}/data/data`;

describe('an upload into a volume', () => {
  let world: VolumeWorld;
  const oldContent = randomBytes(mebibyte);
  const newContent = randomBytes(2 * mebibyte - 77);
  const padded = (content: Buffer) => Buffer.concat([content], 2 * mebibyte);

  beforeEach(async () => {
    world = await VolumeWorld.open({
      spoolLimit: 3 * mebibyte,
      actors: {
        alice: tokenActor(['volumes:write']),
        reader: tokenActor(['volumes:read']),
      },
    });
    await ask(world.url, collection, { token: 'alice', json: { name: 'data', size: 2 } });
    const filled = await put(oldContent);
    assert.equal(filled.status, 200, filled.text);
    world.emulator.commands.clear();
  });
  afterEach(() => world.close());

  const put = (
    body: Buffer<ArrayBuffer>,
    { query = '', token = 'alice', ...headers }: Record<string, string> = {},
  ) => ask(world.url, path + query, { method: 'PUT', token, body, headers });

  /** Between two attempts of a kept upload the volume is free for others. */
  async function retryWhileBusy(attempt: () => Promise<Told>): Promise<Told> {
    for (;;) {
      const answer = await attempt();
      if (answer.status !== 409) return answer;
    }
  }

  async function expectOldContent() {
    assert.ok((await world.contentOf('alice:data')).equals(padded(oldContent)));
    assert.equal(world.seen('block-set'), 0);
    assert.deepEqual(await world.spooled(), []);
  }

  for (const query of ['', '?direct=true']) {
    it(`replaces the content and says what it holds now [${query}]`, async () => {
      const answer = await put(newContent, { query });
      assert.equal(answer.status, 200, answer.text);
      const size = newContent.length;
      assert.deepEqual(answer.json, { size, contentSize: size, sha256: sha256(newContent) });
      assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
      assert.deepEqual(await world.spooled(), []);
    });

    it(`inflates what is encoded before the host sees it [${query}]`, async () => {
      const sent = gzipSync(newContent);
      const answer = await put(sent, { query, 'content-encoding': 'gzip' });
      assert.equal(answer.status, 200, answer.text);
      const facts = { contentSize: newContent.length, sha256: sha256(newContent) };
      assert.deepEqual(answer.json, { size: sent.length, ...facts });
      assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
    });

    it(`may be empty: the volume reads as zeros [${query}]`, async () => {
      const answer = await put(Buffer.alloc(0), { query });
      assert.equal(answer.status, 200, answer.text);
      assert.ok((await world.contentOf('alice:data')).equals(Buffer.alloc(2 * mebibyte)));
    });

    it(`is refused before its body where it is larger than the volume [${query}]`, async () => {
      const refused = await sendHeadersOnly({ query, length: 2 * mebibyte + 1 });
      assert.equal(refused.status, 413);
      assert.equal(refused.continued, false);
      await expectOldContent();
    });
  }

  /** Announces a body that waits for 100 Continue, and sends none. */
  async function sendHeadersOnly({ query = '', length = 100, token = 'alice', to = path }) {
    const outgoing = httpRequest(world.url + to + query, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${token}`,
        expect: '100-continue',
        'content-length': length,
      },
    });
    let continued = false;
    outgoing.on('continue', () => {
      continued = true;
      outgoing.destroy();
    });
    outgoing.on('error', () => {});
    outgoing.flushHeaders();
    const [answer] = await Promise.race([once(outgoing, 'response'), once(outgoing, 'close')]);
    outgoing.destroy();
    return { status: answer?.statusCode, continued };
  }

  const early: [string, Parameters<typeof sendHeadersOnly>[0], number][] = [
    ['without the scope', { token: 'reader' }, 403],
    ['of a volume that is not there', { to: `${collection}/other/data` }, 404],
    ['of a host that is not there', { to: '/api/v1/hosts/two/volumes/data/data' }, 404],
    ['beyond the room in the spool', { length: 2 * mebibyte }, 507],
  ];
  for (const [what, options, status] of early) {
    it(`is refused before its body is asked for [${what}]`, async () => {
      if (status === 507) await occupySpool();
      const refused = await sendHeadersOnly(options);
      assert.deepEqual(refused, { status, continued: false });
    });
  }

  /** Leaves less than 2 MiB in the spool: an upload into another volume waits for its host. */
  async function occupySpool() {
    await ask(world.url, collection, { token: 'alice', json: { name: 'other', size: 2 } });
    world.emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'block-set' });
    const body = randomBytes(2 * mebibyte);
    const kept = await ask(world.url, `${collection}/other/data`, {
      method: 'PUT',
      token: 'alice',
      body,
    });
    assert.equal(kept.status, 422, kept.text);
    assert.match(kept.text, /"kept":true/);
  }

  const bad: [string, Buffer<ArrayBuffer>, Record<string, string>, number, RegExp][] = [
    [
      'a wrong digest',
      newContent,
      { 'content-digest': `sha-256=:${'A'.repeat(43)}=:` },
      400,
      /invalid-digest/,
    ],
    ['broken gzip', newContent, { 'content-encoding': 'gzip' }, 400, /invalid-encoding/],
    [
      'truncated zlib',
      gzipSync(newContent).subarray(0, 9000),
      { 'content-encoding': 'gzip' },
      400,
      /invalid-encoding/,
    ],
    [
      'an unknown encoding',
      newContent,
      { 'content-encoding': 'br' },
      415,
      /unsupported-media-type/,
    ],
    [
      'more than the volume, compressed',
      gzipSync(Buffer.alloc(3 * mebibyte)),
      { 'content-encoding': 'gzip' },
      413,
      /too-large/,
    ],
  ];
  for (const [what, body, headers, status, words] of bad) {
    it(`leaves the old content where it is refused [${what}]`, async () => {
      const refused = await put(body, headers);
      assert.equal(refused.status, status, refused.text);
      assert.match(refused.text, words);
      await expectOldContent();
    });
  }

  it('leaves the old content where the client breaks off', async () => {
    await breakOff('');
    await expectOldContent();
  });

  it('keeps the size, and reports, where the client breaks off a direct one', async () => {
    await breakOff('?direct=true');
    assert.match(world.log, /a direct upload broke off/);
    const content = await world.contentOf('alice:data');
    assert.equal(content.length, 2 * mebibyte);
  });

  /** Sends half of the content and then breaks the connection. */
  async function breakOff(query: string) {
    const outgoing = httpRequest(world.url + path + query, {
      method: 'PUT',
      headers: { authorization: 'Bearer alice', 'content-length': newContent.length },
    });
    outgoing.on('error', () => {});
    outgoing.write(newContent.subarray(0, mebibyte + 5));
    if (query === '') await world.untilSpooling();
    else await world.untilSeen('block-set');
    outgoing.destroy();
    await world.untilFree('data');
  }

  it('is the only one: a second one at once is 409', async () => {
    const pause = world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set' },
    );
    const first = put(newContent);
    await world.untilSeen('block-set');
    for (const query of ['', '?direct=true']) {
      const second = await put(oldContent, { query });
      assert.equal(second.status, 409);
      assert.match(second.text, /volume-busy/);
    }
    const removed = await ask(world.url, `${collection}/data`, {
      method: 'DELETE',
      token: 'alice',
    });
    assert.equal(removed.status, 409);
    pause.release();
    assert.equal((await first).status, 200);
  });

  it('is sent again where the host breaks it off, and the volume ends with all of it', async () => {
    world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: mebibyte },
      { command: 'block-set', times: 2 },
    );
    const answer = await put(newContent);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(world.seen('block-set'), 3);
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is kept and sent again after the answer where the host stays away', async () => {
    const fault = world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set' },
    );
    const answer = await put(newContent);
    assert.equal(answer.status, 502, answer.text);
    assert.match(answer.text, /"kept":true/);
    const download = await ask(world.url, path, { token: 'alice' });
    assert.equal(download.status, 409, download.text);
    fault.release();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
    assert.deepEqual(await world.spooled(), []);
  });

  it('is given up where it is replaced by a newer one', async () => {
    const fault = world.emulator.faults.add(
      { kind: 'failure', words: 'out of luck' },
      { command: 'block-set' },
    );
    assert.equal((await put(oldContent.subarray(0, 10))).status, 422);
    fault.release();
    assert.equal((await retryWhileBusy(() => put(newContent))).status, 200);
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
    assert.deepEqual(await world.spooled(), []);
  });

  it('is kept, too, where it replaces one that was sent in part and fails before its own part', async () => {
    const faults = world.emulator.faults;
    const cut = faults.add({ kind: 'reset-request', afterOctets: 1000 }, { command: 'block-set' });
    assert.equal((await put(oldContent)).status, 502);
    const outgoing = await retryWhileRefused();
    const away = faults.add({ kind: 'failure', words: 'no' }, { command: 'block-info' });
    outgoing.end(newContent.subarray(1));
    const [answer] = await once(outgoing, 'response');
    assert.match(Buffer.concat(await answer.toArray()).toString(), /"kept":true/);
    for (const fault of [cut, away]) fault.release();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  /** Begins an upload as soon as no other one holds the volume, and sends an octet of it. */
  async function retryWhileRefused() {
    for (;;) {
      const outgoing = httpRequest(world.url + path, {
        method: 'PUT',
        headers: {
          authorization: 'Bearer alice',
          expect: '100-continue',
          'content-length': newContent.length,
        },
      });
      const refused = once(outgoing, 'response').then(([answer]) => answer.resume());
      const continued = once(outgoing, 'continue').then(() => null);
      outgoing.flushHeaders();
      if (await Promise.race([refused, continued])) continue;
      outgoing.write(newContent.subarray(0, 1));
      await world.untilSpooling();
      return outgoing;
    }
  }

  it('is given up where the volume is removed', async () => {
    world.emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'block-set' });
    assert.equal((await put(newContent)).status, 422);
    const remove = () => ask(world.url, `${collection}/data`, { method: 'DELETE', token: 'alice' });
    assert.equal((await retryWhileBusy(remove)).status, 204);
    assert.deepEqual(await world.spooled(), []);
  });

  for (const point of [0, 1, 70_000, mebibyte, 2 * mebibyte - 78]) {
    it(`ends whole where the server is killed with ${point} octets at the host`, async () => {
      world.emulator.faults.add(
        { kind: 'pause-reading', afterOctets: point },
        { command: 'block-set', times: 1 },
      );
      put(newContent).catch(() => {});
      await world.untilSeen('block-set');
      await world.kill();
      assert.equal((await world.spooled()).length, 1);
      await world.start();
      await world.untilDelivered();
      assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
      assert.deepEqual(await world.spooled(), []);
    });

    it(`ends whole where the host restarts with ${point} octets`, async () => {
      world.emulator.faults.add(
        { kind: 'pause-reading', afterOctets: point },
        { command: 'block-set', times: 1 },
      );
      const answer = put(newContent);
      await world.untilSeen('block-set');
      await world.emulator.restart();
      assert.ok([200, 502].includes((await answer).status));
      await world.untilDelivered();
      assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
    });
  }

  it('is not given up where the host is away when the server starts again', async () => {
    world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    put(newContent).catch(() => {});
    await world.untilSeen('block-set');
    await world.kill();
    await world.emulator.stop();
    await world.start();
    await world.untilLogged(/has not reached its host/);
    await world.emulator.start();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  for (const query of ['', '?direct=true']) {
    it(`makes a volume whole that a killed host left short [then ${query || 'by the spool'}]`, async () => {
      const cut = world.emulator.faults.add(
        { kind: 'reset-request', afterOctets: 1000 },
        { command: 'block-set' },
      );
      assert.equal((await put(oldContent)).status, 502);
      await world.emulator.stop();
      await world.shorten('alice:data', mebibyte);
      cut.release();
      await world.emulator.start();
      const answer = await retryWhileBusy(() => put(newContent, { query }));
      assert.equal(answer.status, 200, answer.text);
      await world.untilDelivered();
      assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
    });
  }

  it('gives the volume its size back where a host was killed during a direct one', async () => {
    world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    const answer = put(newContent, { query: '?direct=true' });
    await world.untilSeen('block-set');
    await world.emulator.stop();
    await world.shorten('alice:data', mebibyte);
    assert.equal((await answer).status, 502);
    await world.emulator.start();
    await world.untilDelivered();
    assert.equal((await world.contentOf('alice:data')).length, 2 * mebibyte);
  });

  it('is kept where the killed host has lost the volume, which is made anew', async () => {
    world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    const answer = put(newContent);
    await world.untilSeen('block-set');
    await world.emulator.restart({ crash: true });
    assert.match((await answer).text, /"kept":true/);
    const gone = await ask(world.url, `${collection}/data`, { token: 'alice' });
    assert.equal(gone.status, 404);
    await world.removeContent('alice:data');
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is not sent once more where the server stops, but kept for its next start', async () => {
    world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    world.pause();
    const answer = put(newContent);
    await world.untilLogged(/has not reached its host/);
    await world.stop();
    assert.match((await answer).text, /"kept":true/);
    assert.equal(world.seen('block-set'), 1);
    await world.start();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('leaves the old content where the server is killed while it comes in', async () => {
    const outgoing = httpRequest(world.url + path, {
      method: 'PUT',
      headers: { authorization: 'Bearer alice', 'content-length': newContent.length },
    });
    outgoing.on('error', () => {});
    outgoing.write(newContent.subarray(0, mebibyte + 5));
    await world.untilSpooling();
    await world.kill();
    await world.start();
    await expectOldContent();
  });

  it('is told at the next start where a kill has cut a direct one', async () => {
    const key = { host: 'one', domain: 'alice', volume: 'data' };
    const record = { id: randomUUID(), ...key, spoolId: null, sha256: null, requestId: 'r' };
    const volumeSize = 2;
    const em = world.database.em();
    em.create(Upload, { ...record, volumeSize, startedAt: new Date() });
    await em.flush();
    await world.kill();
    await world.start();
    assert.match(world.log, /a direct upload was cut by the end of the server/);
    await world.untilDelivered();
  });
});
