import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { tokenActor } from '../support/actors.ts';
import { ask, type Told } from '../support/request.ts';
import { mebibyte, VolumeWorld } from './volume-world.ts';

export const collection = '/api/v1/hosts/one/volumes';
export const path = `${collection}/data/data`;

export const oldContent = randomBytes(mebibyte);
export const newContent = randomBytes(2 * mebibyte - 77);
export const padded = (content: Buffer) => Buffer.concat([content], 2 * mebibyte);

/** A world for each test, in which Alice has a volume `data` of 2 MiB with the old content. */
export function useUploads() {
  let world: VolumeWorld;

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

  async function expectOldContent(): Promise<void> {
    assert.ok((await world.contentOf('alice:data')).equals(padded(oldContent)));
    assert.equal(world.seen('block-set'), 0);
    assert.deepEqual(await world.spooled(), []);
  }

  /** Begins an upload of the new content as soon as no other one holds the volume, and sends an octet of it. */
  async function beginWhenFree() {
    const headers = {
      authorization: 'Bearer alice',
      expect: '100-continue',
      'content-length': newContent.length,
    };
    for (;;) {
      const outgoing = httpRequest(world.url + path, { method: 'PUT', headers });
      const refused = once(outgoing, 'response').then(([answer]) => answer.resume());
      const continued = once(outgoing, 'continue').then(() => null);
      outgoing.flushHeaders();
      if (await Promise.race([refused, continued])) continue;
      outgoing.write(newContent.subarray(0, 1));
      await world.untilSpooling();
      return outgoing;
    }
  }

  return {
    get world() {
      return world;
    },
    put,
    beginWhenFree,
    expectOldContent,
  };
}

/** Between two attempts of a kept upload the volume is free for others. */
export async function retryWhileBusy(attempt: () => Promise<Told>): Promise<Told> {
  for (;;) {
    const answer = await attempt();
    if (answer.status !== 409) return answer;
  }
}
