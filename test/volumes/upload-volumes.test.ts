import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { StoredEvent } from '../../src/database/events/entity.ts';
import { ask } from '../support/request.ts';
import { collection, newContent, oldContent, padded, path, useUploads } from './use-uploads.ts';
import { mebibyte } from './volume-world.ts';

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

describe('an upload into a volume', () => {
  const uploads = useUploads();
  const { put, expectOldContent } = uploads;

  for (const query of ['', '?direct=true']) {
    it(`replaces the content and says what it holds now [${query}]`, async () => {
      const answer = await put(newContent, { query });
      assert.equal(answer.status, 200, answer.text);
      const size = newContent.length;
      assert.deepEqual(answer.json, {
        ...{ sizeBytes: size, contentSizeBytes: size, sha256: sha256(newContent) },
        ...{ size, contentSize: size }, // as they were called before
      });
      assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
      assert.deepEqual(await uploads.world.spooled(), []);
    });

    it(`inflates what is encoded before the host sees it [${query}]`, async () => {
      const sent = gzipSync(newContent);
      const answer = await put(sent, { query, 'content-encoding': 'gzip' });
      assert.equal(answer.status, 200, answer.text);
      const facts = { contentSizeBytes: newContent.length, sha256: sha256(newContent) };
      assert.partialDeepStrictEqual(answer.json, { sizeBytes: sent.length, ...facts });
      assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
    });

    it(`may be empty: the volume reads as zeros [${query}]`, async () => {
      const said = query === '' ? '?empty=true' : `${query}&empty=true`;
      const answer = await put(Buffer.alloc(0), { query: said });
      assert.equal(answer.status, 200, answer.text);
      assert.ok((await uploads.world.contentOf('alice:data')).equals(Buffer.alloc(2 * mebibyte)));
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
    const outgoing = httpRequest(uploads.world.url + to + query, {
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
    await ask(uploads.world.url, collection, { token: 'alice', json: { name: 'other', size: 2 } });
    uploads.world.emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'block-set' });
    const body = randomBytes(2 * mebibyte);
    const kept = await ask(uploads.world.url, `${collection}/other/data`, {
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
  const wrapped: [string, Record<string, string>, number][] = [
    ['a form, as of curl -F', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['a form, as of curl -d', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['ranges', { 'content-type': 'multipart/byteranges; boundary=x' }, 415],
    ['a message', { 'content-type': 'message/http' }, 415],
    ['a form in capitals', { 'content-type': 'Multipart/Form-Data ;boundary=x' }, 415],
    ['what is encoded as for mail', { 'content-transfer-encoding': 'base64' }, 415],
    ['a range', { 'content-range': 'bytes 0-99/2097152' }, 400],
  ];
  for (const query of ['', '?direct=true']) {
    for (const [what, headers, status] of wrapped) {
      it(`is refused where it is not the whole content [${what}] [${query}]`, async () => {
        const refused = await put(newContent, { query, ...headers });
        assert.equal(refused.status, status, refused.text);
        await expectOldContent();
      });
    }
  }

  for (const type of ['', 'application/octet-stream', 'application/gzip', 'application/json']) {
    it(`may be of any other type [${type}]`, async () => {
      const answer = await put(newContent, type === '' ? {} : { 'content-type': type });
      assert.equal(answer.status, 200, answer.text);
    });
  }

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
    assert.match(uploads.world.log, /a direct upload broke off/);
    const content = await uploads.world.contentOf('alice:data');
    assert.equal(content.length, 2 * mebibyte);
    const lost = { type: 'volume.lost', account: 'alice', object: 'hosts/one/volumes/data' };
    assert.equal(await uploads.world.database.em().count(StoredEvent, lost), 1);
  });

  /** Sends half of the content and then breaks the connection. */
  async function breakOff(query: string) {
    const outgoing = httpRequest(uploads.world.url + path + query, {
      method: 'PUT',
      headers: { authorization: 'Bearer alice', 'content-length': newContent.length },
    });
    outgoing.on('error', () => {});
    outgoing.write(newContent.subarray(0, mebibyte + 5));
    if (query === '') await uploads.world.untilSpooling();
    else await uploads.world.untilSeen('block-set');
    outgoing.destroy();
    await uploads.world.untilFree('data');
  }

  it('is the only one: a second one at once is 409', async () => {
    const pause = uploads.world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set' },
    );
    const first = put(newContent);
    await uploads.world.untilSeen('block-set');
    for (const query of ['', '?direct=true']) {
      const second = await put(oldContent, { query });
      assert.equal(second.status, 409);
      assert.match(second.text, /volume-busy/);
    }
    const removed = await ask(uploads.world.url, `${collection}/data`, {
      method: 'DELETE',
      token: 'alice',
    });
    assert.equal(removed.status, 409);
    pause.release();
    assert.equal((await first).status, 200);
  });

  it('leaves the old content where the server is killed while it comes in', async () => {
    const outgoing = httpRequest(uploads.world.url + path, {
      method: 'PUT',
      headers: { authorization: 'Bearer alice', 'content-length': newContent.length },
    });
    outgoing.on('error', () => {});
    outgoing.write(newContent.subarray(0, mebibyte + 5));
    await uploads.world.untilSpooling();
    await uploads.world.kill();
    await uploads.world.start();
    await expectOldContent();
  });
});
