import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { until } from '../../server/support/until.ts';
import { OwnServer } from '../../support/own-server.ts';
import type { Ask } from '../../support/request.ts';
import { formOf } from '../deploy-form.ts';

const hello = '/hosts/one/unikernels/hello';
const key = '$' + '{secret:KEY}';

describe('a deployment that waits for its turn', function () {
  this.timeout(60_000);
  let server: OwnServer;
  beforeEach(async () => {
    server = await OwnServer.open();
    await save('hunter2hunter2');
  });
  afterEach(() => server?.close());

  const save = (value: string) => server.ask('/secrets/KEY', { method: 'PUT', json: { value } });

  const deploy = async (parts: readonly (readonly [string, unknown])[], more: Ask = {}) => {
    const body = formOf([...parts, ['image', sampleImage()]]);
    const headers = { prefer: 'wait=0' };
    const told = await server.expect(202, `${hello}/deployments`, { body, headers, ...more });
    return `${Object(told.json).id}`;
  };
  const show = async (id: string) => Object((await server.expect(200, `/deployments/${id}`)).json);
  const isOver = async (id: string) => (await show(id)).finishedAt !== null;
  const cancel = (id: string) => server.ask(`/deployments/${id}/cancel`, { method: 'POST' });
  const told = () => server.emulator.host.running.get(parseName('alice:hello'))?.config.arguments;

  /** One that has the unikernel until it is cancelled. */
  async function occupy(): Promise<string> {
    const id = await deploy([['settle', 600]]);
    // One that waits itself would give way to the next one.
    const isWatched = ({ name }: { name: string }) => name === 'stays up';
    await until(async () => (await show(id)).steps.some(isWatched));
    return id;
  }
  const release = (id: string) => until(async () => (await cancel(id)).status === 200);

  /** One with a secret in its arguments, that is not followed. */
  const queue = (more: Ask = {}) =>
    deploy(
      [
        ['config', { arguments: [`--key=${key}`] }],
        ['settle', 0],
      ],
      more,
    );

  it('is told the value that a secret has once its turn has come', async () => {
    const first = await occupy();
    const waiting = await queue();
    assert.equal((await show(waiting)).state, 'queued');
    assert.equal((await save('rotated-since')).status, 204);
    await release(first);
    await until(() => isOver(waiting));
    assert.equal((await show(waiting)).state, 'succeeded');
    assert.deepEqual(told(), ['--key=rotated-since']);
  });

  it('is told nothing where the secret is gone by then', async () => {
    const first = await occupy();
    const waiting = await queue();
    await server.expect(204, '/secrets/KEY', { method: 'DELETE' });
    await release(first);
    await until(() => isOver(waiting));
    assert.partialDeepStrictEqual(await show(waiting), {
      state: 'failed',
      reason: 'secret-missing',
    });
    assert.deepEqual(told() ?? [], []);
  });

  for (const grace of [0, 3600]) {
    it(`goes on after a restart as long as the token’s secret works [grace ${grace}]`, async () => {
      const first = await occupy();
      const made = await server.expect(201, '/tokens', {
        json: { name: 'ci', scopes: ['unikernels:write'] },
      });
      const { id, secret: token } = Object(made.json);
      const waiting = await queue({ token });
      await server.expect(200, `/tokens/${id}/rotate`, { json: { grace } });
      await server.restart(() => {});
      await until(async () => (await isOver(waiting)) || (await cancel(first)).status === 200);
      await until(() => isOver(waiting));
      const expected =
        grace > 0 ? { state: 'succeeded' } : { state: 'failed', reason: 'credential-revoked' };
      assert.partialDeepStrictEqual(await show(waiting), expected);
      assert.deepEqual(told() ?? [], grace > 0 ? ['--key=hunter2hunter2'] : []);
    });
  }
});
