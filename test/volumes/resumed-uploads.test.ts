import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { DatabaseUnreachableError } from '../../src/database/errors.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import { tokenActor } from '../support/actors.ts';
import { newContent, oldContent, padded, useUploads } from './use-uploads.ts';
import { mebibyte } from './volume-world.ts';

describe('an upload that the host has heard nothing of when its server ends', () => {
  const uploads = useUploads();

  /** It is here whole, and nobody can tell whether it may be sent. */
  async function leave(): Promise<void> {
    const { world, put } = uploads;
    let asked = 0;
    world.onConfirm = () => {
      asked += 1;
      if (asked > 1) throw new DatabaseUnreachableError('the database is away');
    };
    assert.match((await put(newContent)).text, /"kept":true/);
    world.pause();
    await world.stop();
    assert.equal(world.seen('block-set'), 0);
    assert.equal((await world.spooled()).length, 1);
  }

  it('is sent by the next start', async () => {
    await leave();
    await uploads.world.start();
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  const ended: Readonly<Record<string, Record<string, Actor>>> = {
    'is gone': {},
    'lacks the scope': { alice: tokenActor(['volumes:read']) },
    'is for other volumes': { alice: tokenActor(['volumes:write'], { names: ['web-*'] }) },
    'is for other hosts': { alice: tokenActor(['volumes:write'], { hosts: ['two'] }) },
  };
  for (const [how, actors] of Object.entries(ended)) {
    it(`is dropped by the next start where its token ${how} by then`, async () => {
      await leave();
      uploads.world.actors = actors;
      await uploads.world.start();
      await uploads.world.untilDelivered();
      assert.match(uploads.world.log, /an upload is given up/);
      await uploads.expectOldContent();
    });
  }
});

describe('an upload that the host has a part of when its server ends', () => {
  const uploads = useUploads();

  it('is sent whole, whoever sent it: the old content is gone', async () => {
    const { world, put } = uploads;
    world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    world.pause();
    const answer = put(newContent);
    await world.untilLogged(/has not reached its host/);
    await world.stop();
    assert.match((await answer).text, /"kept":true/);
    world.actors = {};
    await world.start();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });

  /** Has one kept that the host has a part of, and the server start anew while the volume is of 1 MiB, as given. */
  async function resumeOver(held: Buffer): Promise<void> {
    const { world, put } = uploads;
    const cut = world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set' },
    );
    assert.match((await put(newContent)).text, /"kept":true/);
    await world.kill();
    await world.emulator.stop();
    await world.shorten('alice:data', held);
    cut.release();
    await world.emulator.start();
    await world.start();
    await world.untilDelivered();
  }

  it('is sent whole, too, where the host was killed and has left the volume short', async () => {
    await resumeOver(newContent.subarray(0, mebibyte));
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is given up where another client has made the volume smaller, which stays as it is', async () => {
    const theirs = randomBytes(mebibyte);
    await resumeOver(theirs);
    assert.ok((await uploads.world.contentOf('alice:data')).equals(theirs));
    assert.match(uploads.world.log, /an upload is given up/);
  });

  it('is sent whole where the host was killed with a part of one that it replaces', async () => {
    const { world, put } = uploads;
    const { faults } = world.emulator;
    const cut = faults.add({ kind: 'reset-request', afterOctets: 1000 }, { command: 'block-set' });
    assert.match((await put(oldContent)).text, /"kept":true/);
    const outgoing = await uploads.beginWhenFree();
    const away = faults.add({ kind: 'failure', words: 'no' }, { command: 'block-info' });
    await world.shorten('alice:data', oldContent.subarray(0, mebibyte));
    await world.emulator.restart();
    outgoing.end(newContent.subarray(1));
    const [answer] = await once(outgoing, 'response');
    assert.match(Buffer.concat(await answer.toArray()).toString(), /"kept":true/);
    await world.kill();
    for (const fault of [cut, away]) fault.release();
    await world.start();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });
});
