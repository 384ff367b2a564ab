import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { OwnServer } from '../../support/own-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { ask } from '../../support/request.ts';
import { callCommand } from '../support/call-command.ts';
import { hostOf, storeOf, tokenOf, userOf, uuidOf } from './mollymawk-data.ts';

const report = z.object({
  applied: z.boolean(),
  lines: z.array(
    z
      .object({
        what: z.string(),
        name: z.string(),
        state: z.string(),
        note: z.string().nullable(),
      })
      .transform(({ what, name, state, note }) => `${what} ${name} ${state}: ${note}`),
  ),
  notes: z.array(z.string()),
});

for (const database of ['sqlite', 'postgresql'] as const) {
  describe(`data of mollymawk's that is not as it should be [${database}]`, function () {
    this.timeout(120_000);
    const postgres = database === 'postgresql' ? usePostgres() : null;
    let server: OwnServer;
    /** A host that this server does not know. */
    let emulator: Emulator;
    before(async () => {
      const FULMAR_SECRET_KEY = randomBytes(32).toString('base64');
      const environment = postgres && { FULMAR_DATABASE_URL: postgres(), FULMAR_SECRET_KEY };
      server = await OwnServer.open({}, environment ?? {});
      emulator = await startEmulator({ folder: join(server.folder, 'other') });
    });
    after(async () => {
      await emulator?.close();
      await server?.close();
    });

    const run = async (store: object, ...words: string[]) => {
      const file = join(server.folder, 'mollymawk.json');
      await writeFile(file, JSON.stringify(store));
      const environment = { FULMAR_DATA: join(server.folder, 'data') };
      const all = ['server', 'import', 'mollymawk', file, '--json', ...words];
      return await callCommand(server.folder, all, { environment });
    };
    const reportOf = async (store: object, ...words: string[]) => {
      const told = await run(store, ...words);
      assert.ok(told.stdout, told.stderr);
      return report.parse(JSON.parse(told.stdout));
    };
    /** The lines, which are the same whether it is done or not, and afterwards none is new. */
    const linesOf = async (store: object) => {
      const before = await reportOf(store);
      const done = await reportOf(store, '--apply');
      assert.deepEqual({ ...done, applied: false }, before);
      const there = await server.expect(200, '/accounts');
      const again = await reportOf(store, '--apply');
      const expected = before.lines.map((line) =>
        line
          .replace(
            /^(account \S+) new: (?!.*(?:no longer|never) active).*/,
            '$1 known: has not signed in yet: another link',
          )
          .replace(/ new: .*/, ' known: null'),
      );
      assert.deepEqual(again.lines, expected);
      assert.deepEqual((await server.expect(200, '/accounts')).json, there.json);
      return done.lines;
    };
    const storeWith = (more: object) => ({
      ...storeOf(server),
      users: [],
      configuration: [],
      ...more,
    });
    const present = (value: string) =>
      ask(server.url, '/api/unikernels', { headers: { authorization: `Bearer ${value}` } });

    it('takes users over whose names and addresses are theirs alone', async () => {
      const eve = { name: 'eve', email: 'eve@example.org', password: 'the password of somebody' };
      await server.expect(201, '/accounts', { json: eve });
      const grace = {
        name: 'grace',
        email: 'grace@example.org',
        password: 'the password of grace',
      };
      await server.expect(201, '/accounts', { json: grace });
      await server.expect(200, '/accounts/grace', { method: 'PATCH', json: { active: true } });
      const users = [
        userOf('ann', { email: 'Ann@Example.org' }),
        userOf('other', { email: '"Ann" <ann@example.org>' }),
        userOf('Bob'),
        userOf('bob', { email: 'bob@elsewhere.example' }),
        userOf('claire', { email: 'clairé@example.org' }),
        userOf('dora', { email: ' Dora@Bücher.example ' }),
        userOf('eve', { tokens: [tokenOf(uuidOf('of eve'))] }),
        userOf('grace', { email: 'Grace@example.org' }),
        userOf('alice', { email: 'alice@elsewhere.example' }),
        userOf('frank', { email: server.administrator.email }),
      ];
      assert.deepEqual(await linesOf(storeWith({ users })), [
        'account ann collision: two users have the address ann@example.org',
        'account other collision: two users have the address ann@example.org',
        'account bob collision: two users have this name',
        'account bob collision: two users have this name',
        'account claire failed: its e-mail address cannot be used here',
        'account dora new: dora@xn--bcher-kva.example',
        'account eve collision: the account eve, which waits for approval, has this name, with the address eve@example.org',
        'account grace known: null',
        'account alice collision: the account alice has this name, with the address alice@example.org',
        'account frank collision: the account alice has this address',
        'token eve/ci failed: its account is not here',
      ]);
    });

    it('takes tokens over that have not ended, whatever they are called', async () => {
      const [much, most, twice, both, odd, sleeping] = [1, 2, 3, 4, 5, 6].map((n) =>
        uuidOf(`t${n}`),
      );
      assert.ok(much && most && twice && both && odd && sleeping);
      const gina = [
        tokenOf(much, { expires_in: 1e300 }),
        tokenOf(most, { expires_in: 2 ** 62, name: `\0\ud800\u001b[31m${'😀'.repeat(200)}` }),
        tokenOf(uuidOf('zero'), { expires_in: 0 }),
        tokenOf(uuidOf('less'), { expires_in: -1e300 }),
        tokenOf(uuidOf('over'), { expires_in: 1 }),
        tokenOf(twice, { name: 'first' }),
        tokenOf(twice, { name: 'second' }),
        tokenOf(both),
        tokenOf(odd.toUpperCase(), { name: ' ' }),
      ];
      const hugo = [tokenOf(both), tokenOf(sleeping)];
      const users = [
        userOf('gina', { tokens: gina }),
        userOf('hugo', { tokens: hugo, active: false }),
      ];
      const lines = await linesOf(storeWith({ users }));
      assert.deepEqual(
        lines.map((line) => line.replace(/😀+/u, (faces) => `${[...faces].length} faces`)),
        [
          'account gina new: gina@example.org',
          'account hugo new: hugo@example.org, no longer active: suspended',
          'token gina/ci new: until 9999-12-31T23:59:59.999Z',
          'token gina/\ufffd [31m94 faces new: until 9999-12-31T23:59:59.999Z',
          'token gina/first collision: the data has it twice',
          'token gina/second collision: the data has it twice',
          'token gina/ci collision: the data has it twice',
          'token gina/unnamed failed: it is none of mollymawk’s form',
          'token hugo/ci collision: the data has it twice',
          'token hugo/ci new: until 2126-11-04T14:52:15.000Z',
        ],
      );
      assert.equal((await present(most)).status, 200);
      assert.equal((await present(both)).status, 401);
      assert.notEqual((await present(sleeping)).status, 200);
      await server.expect(200, '/accounts/hugo', { method: 'PATCH', json: { active: true } });
      assert.equal((await present(sleeping)).status, 200);
    });

    it('has those wait who were never active, and suspends those who are not active any more', async () => {
      const away = { active: false };
      const users = [
        userOf('kim', { ...away, created_at: '2020-01-01 00:00:00-00:00' }),
        userOf('lou', { ...away, super_user: true, scaling_policies: [{}] }),
        userOf('max', { ...away, unikernel_updates: [{}] }),
      ];
      const store = storeWith({ users });
      assert.deepEqual(await linesOf(store), [
        'account kim new: kim@example.org, never active: waits for approval',
        'account lou new: lou@example.org, administrator, no longer active: suspended',
        'account max new: max@example.org, no longer active: suspended',
      ]);
      const waiting = await server.expect(200, '/accounts?state=waiting');
      assert.ok(waiting.text.includes('"kim"'), waiting.text);
      const { json: max } = await server.expect(200, '/accounts/max');
      assert.partialDeepStrictEqual(max, {
        suspension: { reason: 'It was not active on the server that it was taken over from.' },
      });
      const { json: made } = await server.expect(201, '/tokens', {
        json: { name: 'approve', scopes: ['admin'] },
      });
      const FULMAR_TOKEN = `${Reflect.get(Object(made), 'secret')}`;
      const environment = { FULMAR_SERVER: server.url, FULMAR_TOKEN };
      const words = ['accounts', 'approve', 'kim'];
      const approved = await callCommand(server.folder, words, { environment });
      assert.equal(approved.stdout, 'Approved kim.\n', approved.stderr);
      assert.match(approved.stderr, /^kim has no password yet and needs a link to set one\./);
      const { lines } = await reportOf(store, '--apply');
      assert.equal(lines[0], 'account kim known: has not signed in yet: another link');
    });

    it('leaves out an entry that is not as mollymawk writes it, and nothing else', async () => {
      const users = [
        userOf('nina', { cookies: undefined, unikernel_updates: undefined }),
        userOf('.'),
        userOf('oscar', { created_at: 'yesterday', tokens: [tokenOf(uuidOf('of oscar'))] }),
        userOf('paul', {
          tokens: [
            tokenOf(uuidOf('p1'), { created_at: undefined }),
            tokenOf(uuidOf('p2'), { name: 5 }),
            tokenOf(uuidOf('p3')),
          ],
        }),
        null,
      ];
      const configuration = [hostOf(server, { name: 'keyless', private_key: null }), 'host'];
      const lines = await linesOf(storeWith({ users, configuration }));
      const is = 'it is not as mollymawk writes it';
      const starts = [
        'account nina new: nina@example.org',
        'account paul new: paul@example.org',
        `account . failed: ${is}: its name: is no label`,
        `account oscar failed: ${is}: its created_at: `,
        `account users.4 failed: ${is}: `,
        'token paul/ci new: until ',
        `token paul/ci failed: ${is}: its created_at: `,
        `token paul/tokens.1 failed: ${is}: its name: `,
        `host keyless failed: ${is}: its private_key: `,
        `host configuration.1 failed: ${is}: `,
      ];
      lines.forEach((line, at) => {
        assert.ok(line.startsWith(`${starts[at]}`), `${line} and not ${starts[at]}`);
      });
      assert.equal(lines.length, starts.length);
      assert.match(`${lines[3]}`, /; its tokens are left out, too: 1$/);
    });

    it('takes nobody over whose name or address an entry has that cannot be read', async () => {
      const users = [
        userOf('Quinn', { created_at: 'yesterday' }),
        userOf('quinn', { uuid: uuidOf('another'), email: 'quinn@elsewhere.example' }),
        userOf('rosa', { updated_at: null }),
        userOf('rosalie', { email: 'Rosa@Example.org' }),
      ];
      const lines = await linesOf(storeWith({ users }));
      assert.deepEqual(lines.slice(0, 2), [
        'account quinn collision: two users have this name',
        'account rosalie collision: two users have the address rosa@example.org',
      ]);
      assert.equal(lines.length, 4);
    });

    it('knows a token again that was revoked', async () => {
      const value = uuidOf('revoked');
      const store = storeWith({ users: [userOf('ida', { tokens: [tokenOf(value)] })] });
      await reportOf(store, '--apply');
      const { json } = await server.expect(200, '/accounts/ida/tokens');
      const [{ id }] = z.object({ data: z.tuple([z.object({ id: z.string() })]) }).parse(json).data;
      await server.expect(204, `/accounts/ida/tokens/${id}`, { method: 'DELETE' });
      const { lines } = await reportOf(store, '--apply');
      assert.deepEqual(lines, [
        'account ida known: has not signed in yet: another link',
        'token ida/ci known: null',
      ]);
      assert.equal((await present(value)).status, 401);
    });

    it('takes hosts over that answer, and that are there once', async () => {
      const away = createServer();
      const port = await portOf(away);
      away.close();
      const at = { emulator };
      const configuration = [
        hostOf(at, { name: 'twin', server_port: 1 }),
        hostOf(at, { name: 'Twin', server_port: 2 }),
        hostOf(at, { name: 'here', server_port: 3 }),
        hostOf(at, { name: 'there', server_port: 3 }),
        hostOf(server, { name: 'renamed' }),
        hostOf(at, { name: 'away', server_port: port }),
        hostOf(at, { name: 'broken', server_port: 4, certificate: 'none' }),
        hostOf(at, { name: 'nul', server_port: 5, certificate: 'a\0' }),
        hostOf(at, { name: 'other-key', server_port: 6, private_key: hostOf(server).private_key }),
        hostOf(at, { name: 'nowhere', server_ip: 'no address' }),
        hostOf(at, { name: 'no-port', server_port: 70_000 }),
        hostOf(at),
      ];
      const lines = await linesOf(storeWith({ configuration }));
      const starts = lines.map((line) => line.replace(/^host /, ''));
      for (const [name, words] of [
        ['twin', 'collision: two hosts have this name'],
        ['here', 'collision: two hosts have this address'],
        ['there', 'collision: two hosts have this address'],
        ['renamed', 'collision: the host one has this address'],
        ['away', 'failed: '],
        ['broken', 'failed: These cannot be used: '],
        ['nul', 'failed: Its certificate: must not contain control characters.'],
        ['other-key', 'failed: These cannot be used: '],
        ['nowhere', 'failed: Its address: must be a host name or an IP address.'],
        ['no-port', 'failed: Its port: '],
        ['real', `new: ${emulator.address}:${emulator.port}`],
      ]) {
        assert.ok(
          starts.some((line) => line.startsWith(`${name} ${words}`)),
          `${name}: ${starts.join('\n')}`,
        );
      }
      assert.equal(starts.length, configuration.length);
      const moved = storeWith({ configuration: [hostOf(at, { name: 'one' })] });
      assert.match(`${(await reportOf(moved)).lines}`, /^host one collision: /);
    });

    it('takes nothing over where something is made meanwhile', async () => {
      const zoe = { name: 'zoe', email: 'zoe@example.org', password: 'the password of zoe' };
      const host = createServer(async (socket) => {
        await server.ask('/accounts', { json: zoe });
        socket.destroy();
      });
      const server_port = await portOf(host);
      const users = [userOf('jack', { tokens: [tokenOf(uuidOf('late'))] }), userOf('zoe')];
      const configuration = [hostOf(server, { name: 'slow', server_port })];
      const told = await run(storeWith({ users, configuration }), '--apply');
      host.close();
      assert.equal(told.code, 1);
      assert.match(told.stderr, /made meanwhile by somebody else.*Nothing was imported: try again/);
      const { text } = await server.expect(200, '/accounts');
      assert.ok(text.includes('zoe') && !text.includes('"jack"'), text);
      assert.equal((await present(uuidOf('late'))).status, 401);
    });
  });
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Number(Reflect.get(Object(server.address()), 'port'));
}
