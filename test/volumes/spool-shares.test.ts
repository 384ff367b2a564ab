import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { collection, retryWhileBusy } from './use-uploads.ts';
import { mebibyte, VolumeWorld } from './volume-world.ts';

describe('the share of an account in the spool', () => {
  let world: VolumeWorld;
  beforeEach(async () => {
    world = await VolumeWorld.open({
      spoolLimit: 4 * mebibyte,
      spoolShare: 2 * mebibyte,
      actors: {
        alice: tokenActor(['volumes:write']),
        bob: tokenActor(['volumes:write'], { account: 'bob' }),
      },
    });
    for (const token of ['alice', 'bob']) {
      for (const name of ['data', 'more']) {
        await ask(world.url, collection, { token, json: { name, size: 2 } });
      }
    }
  });
  afterEach(() => world.close());

  const put = (token: string, name: string, octets: number) =>
    ask(world.url, `${collection}/${name}/data`, {
      ...{ method: 'PUT', token },
      body: randomBytes(octets),
    });

  it('counts uploads that wait for their host, and leaves others theirs', async () => {
    world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set', times: 1 },
    );
    world.pause();
    const waiting = put('alice', 'data', 2 * mebibyte);
    await world.untilLogged(/is sent again/);
    const refused = await put('alice', 'more', 1);
    assert.equal(refused.status, 507, refused.text);
    assert.match(refused.text, /account alice has 0 octets left of its share/);
    assert.notEqual(refused.headers.get('retry-after'), null);
    assert.equal((await put('bob', 'data', 2 * mebibyte)).status, 200);
    await world.kill();
    await waiting.catch(() => {});
  });

  it('names the way that needs none of it, where it can never take a content', async () => {
    await ask(world.url, collection, { token: 'alice', json: { name: 'large', size: 3 } });
    const refused = await put('alice', 'large', 2 * mebibyte + 1);
    assert.equal(refused.status, 507, refused.text);
    assert.match(refused.text, /more than the share of alice .* direct=true/);
    assert.equal(refused.headers.get('retry-after'), null);
  });

  it('is given back when the host has the content', async () => {
    for (const name of ['data', 'more', 'data']) {
      const answer = await retryWhileBusy(() => put('alice', name, 2 * mebibyte));
      assert.equal(answer.status, 200, answer.text);
    }
  });
});
