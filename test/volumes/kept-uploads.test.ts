import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Upload } from '../../src/volumes/entity.ts';
import { until } from '../server/support/until.ts';
import { ask } from '../support/request.ts';
import {
  collection,
  newContent,
  oldContent,
  padded,
  path,
  retryWhileBusy,
  useUploads,
} from './use-uploads.ts';
import { mebibyte } from './volume-world.ts';

describe('an upload that did not reach its host at once', () => {
  const uploads = useUploads();
  const { put } = uploads;

  it('is sent again where the host breaks it off, and the volume ends with all of it', async () => {
    uploads.world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: mebibyte },
      { command: 'block-set', times: 2 },
    );
    const answer = await put(newContent);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(uploads.world.seen('block-set'), 3);
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is kept and sent again after the answer where the host stays away', async () => {
    const fault = uploads.world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set' },
    );
    const answer = await put(newContent);
    assert.equal(answer.status, 502, answer.text);
    assert.match(answer.text, /"kept":true/);
    const download = await ask(uploads.world.url, path, { token: 'alice' });
    assert.equal(download.status, 409, download.text);
    fault.release();
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
    assert.deepEqual(await uploads.world.spooled(), []);
  });

  it('is given up where it is replaced by a newer one', async () => {
    const fault = uploads.world.emulator.faults.add(
      { kind: 'failure', words: 'out of luck' },
      { command: 'block-set' },
    );
    assert.equal((await put(oldContent.subarray(0, 10))).status, 422);
    fault.release();
    assert.equal((await retryWhileBusy(() => put(newContent))).status, 200);
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
    assert.deepEqual(await uploads.world.spooled(), []);
  });

  it('is kept, too, where it replaces one that was sent in part and fails before its own part', async () => {
    const faults = uploads.world.emulator.faults;
    const cut = faults.add({ kind: 'reset-request', afterOctets: 1000 }, { command: 'block-set' });
    assert.equal((await put(oldContent)).status, 502);
    const outgoing = await uploads.beginWhenFree();
    const away = faults.add({ kind: 'failure', words: 'no' }, { command: 'block-info' });
    outgoing.end(newContent.subarray(1));
    const [answer] = await once(outgoing, 'response');
    assert.match(Buffer.concat(await answer.toArray()).toString(), /"kept":true/);
    for (const fault of [cut, away]) fault.release();
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is given up where the volume is removed', async () => {
    uploads.world.emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'block-set' });
    assert.equal((await put(newContent)).status, 422);
    const remove = () =>
      ask(uploads.world.url, `${collection}/data`, { method: 'DELETE', token: 'alice' });
    assert.equal((await retryWhileBusy(remove)).status, 204);
    assert.deepEqual(await uploads.world.spooled(), []);
  });

  for (const point of [0, 1, 70_000, mebibyte, 2 * mebibyte - 78]) {
    it(`ends whole where the server is killed with ${point} octets at the host`, async () => {
      uploads.world.emulator.faults.add(
        { kind: 'pause-reading', afterOctets: point },
        { command: 'block-set', times: 1 },
      );
      put(newContent).catch(() => {});
      await uploads.world.untilSeen('block-set');
      await uploads.world.kill();
      assert.equal((await uploads.world.spooled()).length, 1);
      await uploads.world.start();
      await uploads.world.untilDelivered();
      assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
      assert.deepEqual(await uploads.world.spooled(), []);
    });

    it(`ends whole where the host restarts with ${point} octets`, async () => {
      uploads.world.emulator.faults.add(
        { kind: 'pause-reading', afterOctets: point },
        { command: 'block-set', times: 1 },
      );
      const answer = put(newContent);
      await uploads.world.untilSeen('block-set');
      await uploads.world.emulator.restart();
      assert.ok([200, 502].includes((await answer).status));
      await uploads.world.untilDelivered();
      assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
    });
  }

  it('is not given up where the host is away when the server starts again', async () => {
    uploads.world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    put(newContent).catch(() => {});
    await uploads.world.untilSeen('block-set');
    await uploads.world.kill();
    await uploads.world.emulator.stop();
    await uploads.world.start();
    await uploads.world.untilLogged(/has not reached its host/);
    await uploads.world.emulator.start();
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  for (const query of ['', '?direct=true']) {
    it(`makes a volume whole that a killed host left short [then ${query || 'by the spool'}]`, async () => {
      const cut = uploads.world.emulator.faults.add(
        { kind: 'reset-request', afterOctets: 1000 },
        { command: 'block-set' },
      );
      assert.equal((await put(oldContent)).status, 502);
      await uploads.world.emulator.stop();
      await uploads.world.shorten('alice:data', oldContent.subarray(0, mebibyte));
      cut.release();
      await uploads.world.emulator.start();
      const answer = await retryWhileBusy(() => put(newContent, { query }));
      assert.equal(answer.status, 200, answer.text);
      await uploads.world.untilDelivered();
      assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
    });
  }

  /** Has an upload kept whose sending was begun, and the volume made anew by another client. */
  async function leaveAndRemake(content: Buffer<ArrayBuffer>, size: number): Promise<Buffer> {
    const { world } = uploads;
    const cut = world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set' },
    );
    assert.match((await put(content)).text, /"kept":true/);
    await world.emulator.stop();
    const theirs = randomBytes(size * mebibyte);
    await world.shorten('alice:data', theirs);
    cut.release();
    await world.emulator.start();
    await world.untilDelivered();
    return theirs;
  }

  it('is given up where another client has made the volume smaller, which stays as it is', async () => {
    const theirs = await leaveAndRemake(newContent, 1);
    assert.ok((await uploads.world.contentOf('alice:data')).equals(theirs));
    assert.match(uploads.world.log, /an upload is given up/);
    assert.deepEqual(await uploads.world.spooled(), []);
  });

  it('is sent where it fits into what another client has made smaller', async () => {
    const content = randomBytes(mebibyte - 5);
    await leaveAndRemake(content, 1);
    const held = await uploads.world.contentOf('alice:data');
    assert.ok(held.equals(Buffer.concat([content], mebibyte)));
    assert.equal(uploads.world.seen('block-remove'), 0);
  });

  it('gives the volume its size back where a host was killed during a direct one', async () => {
    uploads.world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    const answer = put(newContent, { query: '?direct=true' });
    await uploads.world.untilSeen('block-set');
    await uploads.world.emulator.stop();
    await uploads.world.shorten('alice:data', newContent.subarray(0, mebibyte));
    assert.equal((await answer).status, 502);
    await uploads.world.emulator.start();
    await uploads.world.untilDelivered();
    assert.equal((await uploads.world.contentOf('alice:data')).length, 2 * mebibyte);
  });

  it('is kept where the killed host has lost the volume, which is made anew', async () => {
    uploads.world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    const answer = put(newContent);
    await uploads.world.untilSeen('block-set');
    await uploads.world.emulator.restart({ crash: true });
    assert.match((await answer).text, /"kept":true/);
    const gone = await ask(uploads.world.url, `${collection}/data`, { token: 'alice' });
    assert.equal(gone.status, 404);
    await uploads.world.removeContent('alice:data');
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is not sent once more where the server stops, but kept for its next start', async () => {
    uploads.world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    uploads.world.pause();
    const answer = put(newContent);
    await uploads.world.untilLogged(/has not reached its host/);
    await uploads.world.stop();
    assert.match((await answer).text, /"kept":true/);
    assert.equal(uploads.world.seen('block-set'), 1);
    await uploads.world.start();
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('waits at the next start while everything automatic is paused', async () => {
    const { world } = uploads;
    world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    world.pause();
    const answer = put(newContent);
    await world.untilLogged(/has not reached its host/);
    await world.stop();
    assert.match((await answer).text, /"kept":true/);
    world.isPaused = true;
    await world.start();
    await until(() => world.pausedAttempts > 1);
    assert.equal(world.seen('block-set'), 1);
    world.isPaused = false;
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is told at the next start where a kill has cut a direct one', async () => {
    const key = { host: 'one', domain: 'alice', volume: 'data' };
    const record = { id: randomUUID(), ...key, spoolId: null, sha256: null, requestId: 'r' };
    const volumeSize = 2;
    const em = uploads.world.database.em();
    em.create(Upload, { ...record, volumeSize, startedAt: new Date() });
    await em.flush();
    await uploads.world.kill();
    await uploads.world.start();
    assert.match(uploads.world.log, /a direct upload was cut by the end of the server/);
    await uploads.world.untilDelivered();
  });
});
