import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { generousPolicy } from '../../server/support/administrator.ts';
import { OwnServer } from '../../support/own-server.ts';

/** In MiB: more than fits into the buffers on the way. */
const size = 64;

describe('a download that nobody reads', () => {
  let server: OwnServer;
  let answer: IncomingMessage;
  before(async () => {
    server = await OwnServer.open();
    await server.expect(201, '/hosts/one/volumes', { json: { name: 'large', size } });
    const secret = await server.administrator.makeToken(server.url, ['volumes:read']);
    const headers = { authorization: `Bearer ${secret}` };
    const request = get(`${server.url}/api/v1/hosts/one/volumes/large/data`, { headers });
    [answer] = await once(request, 'response');
    assert.equal(answer.statusCode, 200);
  });
  after(async () => {
    answer?.destroy();
    await server?.close();
  });

  it('does not keep the policy of its account from being changed', async () => {
    const { json } = await server.expect(200, '/account');
    const path = `/accounts/${Object(json).id}/policies/one`;
    const smaller = { ...generousPolicy, memory: generousPolicy.memory - 1 };
    await server.expect(200, path, { method: 'PUT', json: smaller });
    assert.equal(answer.complete, false);
  });
});
