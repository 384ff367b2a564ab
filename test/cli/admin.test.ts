import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar admin', () => {
  let world: CommandWorld;
  let data: string;
  before(async () => {
    world = await CommandWorld.open();
    data = join(world.server.folder, 'data');
  });
  after(() => world.close());

  /** Where no server runs, there is none that could do it. */
  const noProgram = ['--program', '/none'];
  const reset = (account: string, folder = data) =>
    callCommand(world.home, ['admin', 'reset-password', account, '--data', folder, ...noProgram]);

  it('gives a link that sets a new password, without a token, and is in the audit', async () => {
    const { code, stdout, stderr } = await reset('Alice@example.org');
    assert.equal(code, 0, stderr);
    const [, token] = /^http:\/\/127\.0\.0\.1:\d+\/reset-password#(\S+)\n$/.exec(stdout) ?? [];
    assert.ok(token !== undefined && !stderr.includes(token));
    const password = 'a quite new password';
    await world.server.expect(204, '/account/password-reset', { json: { token, password } });
    const json = { email: 'alice@example.org', password };
    await world.server.expect(200, '/session', { json });
    const headers = { authorization: `Bearer ${world.token}` };
    const { text: events } = await world.server.expect(200, '/audit?action=offerPasswordReset', {
      headers,
    });
    assert.match(events, /"offerPasswordReset"/);
    assert.ok(!events.includes(token));
  });

  it('makes another administrator, who sets a password by the link', async () => {
    const create = (name: string) => {
      const words = ['admin', 'create', name, `${name}@example.org`, '--data', data, '--json'];
      return callCommand(world.home, words);
    };
    const { code, stdout, stderr } = await create('bob');
    assert.equal(code, 0, stderr);
    const [, token] = JSON.parse(stdout).link.split('#');
    const password = 'a quite new password';
    await world.server.expect(204, '/account/password-reset', { json: { token, password } });
    const json = { email: 'bob@example.org', password };
    const signedIn = await world.server.expect(200, '/session', { json });
    assert.partialDeepStrictEqual(signedIn.json, { name: 'bob', admin: true });
    assert.match((await create('bob')).stderr, /has or had this name/);
    assert.match((await create('not a label')).stderr, /name: /);
  });

  it('listens on a socket that its owner alone may open', async () => {
    const { mode } = await stat(join(data, 'control.sock'));
    assert.equal(mode & 0o777, 0o600);
  });

  it('says what is wrong', async () => {
    const unknown = await reset('nobody');
    assert.equal(unknown.code, 1);
    assert.equal(unknown.stderr, 'There is no account nobody.\n');
    const elsewhere = await reset('alice', join(world.home, 'none'));
    assert.equal(elsewhere.code, 1);
    assert.match(
      elsewhere.stderr,
      /^No server runs on \S+\/none, and \S+ cannot be started: name the data folder/,
    );
  });

  it('says that a server of another release does not know a command', async () => {
    const older = createServer((_, response) => {
      response.writeHead(404, { 'content-type': 'application/problem+json' });
      response.end('{"code": "not-found", "detail": "There is nothing at this address."}');
    });
    const folder = join(world.home, 'older');
    await mkdir(folder);
    older.listen(join(folder, 'control.sock'));
    try {
      const { code, stderr } = await reset('alice', folder);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^The server of this machine does not know this command\.\nIt is of another/,
      );
    } finally {
      older.close();
    }
  });

  for (const [path, body, status] of [
    ['/admin/reset-password', 'no JSON', 400],
    ['/admin/reset-password', '{"account": 1}', 400],
    ['/admin/reset-password', `"${'x'.repeat(70_000)}"`, 400],
    ['/admin/other', '{}', 404],
    ['/constructor', '{}', 404],
  ] as const) {
    it(`refuses ${path} with ${body.slice(0, 20)}`, async () => {
      const { promise, resolve } = Promise.withResolvers<string>();
      const socketPath = join(data, 'control.sock');
      request({ socketPath, path, method: 'POST' }, async (response) => {
        assert.equal(response.statusCode, status);
        resolve(await text(response));
      }).end(body);
      assert.equal(JSON.parse(await promise).status, status);
    });
  }
});
