import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { MollymawkWorld } from './mollymawk-world.ts';

describe('an account without a policy, in mollymawk’s API', () => {
  let world: MollymawkWorld;
  before(async () => {
    world = await MollymawkWorld.open();
    await world.removePolicy();
  });
  after(() => world.close());

  const forms = [
    ['/api/volume/create', 'block_data'],
    ['/api/volume/upload', 'block_data'],
    ['/api/unikernel/create', 'binary'],
  ] as const;
  for (const [path, part] of forms) {
    it(`is refused at ${path} before what it sends first is kept`, async () => {
      const outgoing = request(world.url + path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.token}`,
          'content-type': 'multipart/form-data; boundary=b',
        },
      });
      outgoing.on('error', () => {});
      const head = `--b\r\nContent-Disposition: form-data; name="${part}"; filename="f"\r\n\r\n`;
      outgoing.write(head + 'x'.repeat(100_000)); // the rest never comes
      const [answer] = await once(outgoing, 'response');
      assert.equal(answer.statusCode, 403);
      assert.match(await text(answer), /no policy on any host/);
      assert.deepEqual(await world.spooled(), []);
      outgoing.destroy();
    });
  }
});
