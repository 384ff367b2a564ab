import assert from 'node:assert/strict';
import { fuzzBodies } from '../../scripts/bench/bodies/fuzz.ts';
import { hostileRequests } from '../../scripts/bench/bodies/hostile-requests.ts';
import { openApi } from '../../scripts/bench/bodies/schema.ts';
import { startWorld } from '../../scripts/bench/world.ts';

/** A sample: `npm run bench -- bodies` sends all of them. */
const every = 97;

describe('bodies that no route asks for', function () {
  this.timeout(120_000);

  it('take little of the event loop’s time, whatever is wrong, and fail nothing', async () => {
    await using world = await startWorld({ hosts: 1, discardVolumes: true });
    const { requests, longest, tooLong, failed } = await fuzzBodies(world, every);
    assert.ok(requests > 100, `${requests}`);
    assert.ok(longest.milliseconds > 0, 'the server tells its time');
    assert.deepEqual({ tooLong, failed }, { tooLong: [], failed: [] });
  });

  it('take little of it as YAML, too', async () => {
    await using world = await startWorld({ hosts: 1, discardVolumes: true });
    const { requests, tooLong, failed } = await fuzzBodies(world, 4, '/deployments, YAML');
    assert.ok(requests > 7, `${requests}`);
    assert.deepEqual({ tooLong, failed }, { tooLong: [], failed: [] });
  });

  it('are wrong in each of these ways, for each schema', () => {
    const schema = { type: 'object', properties: { names: { type: 'array', items: {} } } };
    const content = { 'application/json': { schema } };
    const paths = { '/x/{id}': { post: { requestBody: { content } } } };
    const document = openApi.parse({ paths, components: { schemas: {} } });
    const made = [...hostileRequests(document)];
    for (const kind of ['too many', 'too deep', 'too long', 'wrong kind']) {
      assert.ok(
        made.some(({ what }) => what.startsWith(`POST /x/{id}, names: ${kind}`)),
        kind,
      );
    }
    for (const { body, path } of made) {
      assert.ok(!path.includes('{'));
      assert.ok(typeof body === 'string');
      assert.ok(Buffer.byteLength(body) <= 16_384, `${body.length}`);
      JSON.parse(body);
    }
  });
});
