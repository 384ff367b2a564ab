import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { OwnServer } from '../../support/own-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { ImportWorld } from './import-world.ts';
import { hostOf, tokenOf, userOf, uuidOf } from './mollymawk-data.ts';

for (const database of ['sqlite', 'postgresql'] as const) {
  describe(`data of mollymawk's that is not as it should be [${database}]`, function () {
    this.timeout(120_000);
    const postgres = database === 'postgresql' ? usePostgres() : null;
    let world: ImportWorld;
    let server: OwnServer;
    /** A host that this server does not know. */
    let emulator: Emulator;
    before(async () => {
      world = await ImportWorld.open(postgres?.());
      server = world.server;
      emulator = await startEmulator({ folder: join(server.folder, 'other') });
    });
    after(async () => {
      await emulator?.close();
      await world?.close();
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
      const lines = await world.linesOf(world.storeWith({ configuration }));
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
      const moved = world.storeWith({ configuration: [hostOf(at, { name: 'one' })] });
      assert.match(`${(await world.reportOf(moved)).lines}`, /^host one collision: /);
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
      const told = await world.run(world.storeWith({ users, configuration }), '--apply');
      host.close();
      assert.equal(told.code, 1);
      assert.match(told.stderr, /made meanwhile by somebody else.*Nothing was imported: try again/);
      const { text } = await server.expect(200, '/accounts');
      assert.ok(text.includes('zoe') && !text.includes('"jack"'), text);
      assert.equal((await world.present(uuidOf('late'))).status, 401);
    });
  });
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Number(Reflect.get(Object(server.address()), 'port'));
}
