import assert from 'node:assert/strict';
import * as z from 'zod';
import type { OwnServer } from '../../support/own-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { callCommand } from '../support/call-command.ts';
import { ImportWorld } from './import-world.ts';
import { hostOf, tokenOf, userOf, uuidOf } from './mollymawk-data.ts';

for (const database of ['sqlite', 'postgresql'] as const) {
  describe(`data of mollymawk's that is not as it should be [${database}]`, function () {
    this.timeout(120_000);
    const postgres = database === 'postgresql' ? usePostgres() : null;
    let world: ImportWorld;
    let server: OwnServer;
    before(async () => {
      world = await ImportWorld.open(postgres?.());
      server = world.server;
    });
    after(() => world?.close());

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
      assert.deepEqual(await world.linesOf(world.storeWith({ users })), [
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
      const lines = await world.linesOf(world.storeWith({ users }));
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
      assert.equal((await world.present(most)).status, 200);
      assert.equal((await world.present(both)).status, 401);
      assert.notEqual((await world.present(sleeping)).status, 200);
      await server.expect(200, '/accounts/hugo', { method: 'PATCH', json: { active: true } });
      assert.equal((await world.present(sleeping)).status, 200);
    });

    it('has those wait who were never active, and suspends those who are not active any more', async () => {
      const away = { active: false };
      const users = [
        userOf('kim', { ...away, created_at: '2020-01-01 00:00:00-00:00' }),
        userOf('lou', { ...away, super_user: true, scaling_policies: [{}] }),
        userOf('max', { ...away, unikernel_updates: [{}] }),
      ];
      const store = world.storeWith({ users });
      assert.deepEqual(await world.linesOf(store), [
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
      const { lines } = await world.reportOf(store, '--apply');
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
      const lines = await world.linesOf(world.storeWith({ users, configuration }));
      const is = 'it is not as mollymawk writes it';
      const starts = [
        'account nina new: nina@example.org',
        'account paul new: paul@example.org',
        `account . failed: ${is}: its name: is not a valid name`,
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
      const lines = await world.linesOf(world.storeWith({ users }));
      assert.deepEqual(lines.slice(0, 2), [
        'account quinn collision: two users have this name',
        'account rosalie collision: two users have the address rosa@example.org',
      ]);
      assert.equal(lines.length, 4);
    });

    it('knows a token again that was revoked', async () => {
      const value = uuidOf('revoked');
      const store = world.storeWith({ users: [userOf('ida', { tokens: [tokenOf(value)] })] });
      await world.reportOf(store, '--apply');
      const { json } = await server.expect(200, '/accounts/ida/tokens');
      const [{ id }] = z.object({ data: z.tuple([z.object({ id: z.string() })]) }).parse(json).data;
      await server.expect(204, `/accounts/ida/tokens/${id}`, { method: 'DELETE' });
      const { lines } = await world.reportOf(store, '--apply');
      assert.deepEqual(lines, [
        'account ida known: has not signed in yet: another link',
        'token ida/ci known: null',
      ]);
      assert.equal((await world.present(value)).status, 401);
    });
  });
}
