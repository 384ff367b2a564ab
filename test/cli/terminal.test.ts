import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BehindSsh } from '../hosts/support/behind-ssh.ts';
import { CommandWorld } from './support/command-world.ts';
import { commandSource } from './support/run-process.ts';

const script = '/usr/bin/script';

describe('the command in a terminal', () => {
  let world: CommandWorld;
  before(async function () {
    if (!existsSync(script)) this.skip();
    world = await CommandWorld.open();
  });
  after(() => world?.close());

  /** Runs it in a pseudo-terminal, and types an answer once it has asked. */
  async function type(
    words: readonly string[],
    question: string,
    answer: string,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const line = [process.execPath, commandSource, ...words].join(' ');
    const child = spawn(script, ['-qec', line, '/dev/null'], {
      cwd: world.home,
      env: { PATH: process.env.PATH ?? '', HOME: world.home, TERM: 'xterm', ...environment },
    });
    let shown = '';
    let isTyped = false;
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk;
      if (isTyped || !shown.includes(question)) return;
      isTyped = true;
      child.stdin.write(answer);
    });
    await once(child, 'close');
    return { code: child.exitCode, shown };
  }

  it('asks for the token without showing it, and for what cannot be undone', async () => {
    const { url } = world.server;
    const signedIn = await type(['login', url, '--token-prompt'], 'Token: ', `${world.token}\r`);
    assert.equal(signedIn.code, 0, signedIn.shown);
    assert.ok(!signedIn.shown.includes(world.token.slice(4, 20)), signedIn.shown);
    const kept = await readFile(join(world.home, '.config/fulmar/contexts.json'), 'utf8');
    assert.ok(kept.includes(world.token));

    await world.server.expect(201, '/hosts/one/volumes', { json: { name: 'data', size: 1 } });
    const words = ['volumes', 'delete', 'one/data'];
    const refused = await type(words, '[y/N] ', 'n\r');
    assert.equal(refused.code, 2, refused.shown);
    await world.server.expect(200, '/hosts/one/volumes/data');
    const interrupted = await type(words, '[y/N] ', '\u0003');
    assert.equal(interrupted.code, 2, interrupted.shown);
    const confirmed = await type(words, '[y/N] ', 'y\r');
    assert.equal(confirmed.code, 0, confirmed.shown);
    await world.server.expect(404, '/hosts/one/volumes/data');
  });

  it('shows how far an upload is, ten times a second at most', async () => {
    const environment = { FULMAR_SERVER: world.server.url, FULMAR_TOKEN: world.token };
    await world.expect(0, ['volumes', 'create', 'large', '--size', '32']);
    await world.write('large.img', Buffer.alloc(2 ** 25));
    const began = performance.now();
    const words = ['volumes', 'upload', 'large', 'large.img'];
    const { code, shown } = await type(words, 'Password', '', environment);
    const seconds = (performance.now() - began) / 1000;
    assert.equal(code, 0, shown);
    const redraws = shown.split('sent ').length - 1;
    assert.ok(redraws >= 1 && redraws <= 10 * seconds + 1, `${redraws} in ${seconds} s`);
  });

  it('asks whether the key that a host presents is its own', async () => {
    await using ssh = await BehindSsh.start();
    const { address, port, user, key, hostKey } = ssh.server.login;
    const file = await world.write('id_ed25519', key.privateKey);
    const words = [
      ...['hosts', 'add', 'two', address, '--ssh', user, '--port', `${port}`, '--ssh-key', file],
      ...['--sockets', ssh.host.folder, '--yes'],
    ];
    const refused = await type(words, '[y/N] ', 'n\r');
    assert.equal(refused.code, 2, refused.shown);
    assert.ok(refused.shown.includes(hostKey.fingerprint));
    const added = await type(words, 'Is this the host key of two? [y/N] ', 'y\r');
    assert.equal(added.code, 0, added.shown);
    assert.match(added.shown, /State +online/);
    await world.server.expect(204, '/hosts/two', { method: 'DELETE' });
  });
});
