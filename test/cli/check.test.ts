import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newSshKey } from '../../src/albatross/ssh/ssh-key.ts';
import { newAuthority, newHostCertificate } from '../../src/emulator/tls/host-certificates.ts';
import { isNewer } from '../../src/server/check/release-check.ts';
import { BehindSsh } from '../hosts/support/behind-ssh.ts';
import { OwnServer } from '../support/own-server.ts';
import { callCommand } from './support/call-command.ts';

const program = resolve(import.meta.dirname, '../../scripts/fulmar-server');

describe('fulmar server check', function () {
  this.timeout(120_000);
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
  });
  after(() => server?.close());

  const check = (folder: string, environment: Readonly<Record<string, string>> = {}) => {
    const all = { PATH: process.env.PATH ?? '', FULMAR_DATA: folder, ...environment };
    return callCommand(server.folder, ['server', 'check', '--program', program], {
      environment: all,
    });
  };
  const data = () => join(server.folder, 'data');

  it('finds nothing wrong where nothing is', async () => {
    const { code, stdout, stderr } = await check(data());
    assert.equal(code, 0, stdout + stderr);
    for (const what of ['configuration', 'schema', 'database', 'permissions', 'disk', 'host one']) {
      assert.match(stdout, new RegExp(`^ok +${what}: `, 'm'));
    }
  });

  it('finds nothing wrong where the first scheduled backup is still to come', async () => {
    const backups = join(server.folder, 'backups');
    await using started = await OwnServer.open(
      {},
      { FULMAR_BACKUP_FOLDER: backups, FULMAR_BACKUP_PASSPHRASE: 'a passphrase for tests' },
    );
    const { code, stdout } = await check(join(started.folder, 'data'));
    assert.match(stdout, /^ok +backups: the next is made at \S+Z, a few minutes after the start/m);
    assert.equal(code, 0, stdout);
  });

  it('says what is wrong, and what to do', async () => {
    await server.expect(200, '/automation', { json: { paused: true } });
    await chmod(data(), 0o755);
    await server.emulator.close();
    const { code, stdout, stderr } = await check(data());
    assert.equal(code, 1);
    assert.match(stdout, /^wrong {2}automation: .*\n +→ .*press Resume/m);
    assert.match(stdout, /^wrong {2}permissions: .*\n +→ chmod go-rwx /m);
    assert.match(stdout, /^wrong {2}host one: It is degraded \(network\).*\n +→ /m);
    assert.match(stderr, /Wrong: 3 of \d+/);
  });

  it('looks at what it can where no server runs', async () => {
    const nowhere = join(server.folder, 'none');
    const without = await check(nowhere);
    assert.equal(without.code, 1);
    assert.match(without.stdout, /wrong {2}database: There is no .*fulmar\.sqlite/);
    const misled = await check(nowhere, { FULMAR_PORT: 'x' });
    assert.match(misled.stdout, /wrong {2}configuration: FULMAR_PORT: must be a whole number/);
  });

  it('names a setting that is mistyped, whether a server runs or not', async () => {
    const mistyped = { FULMAR_LOGLEVEL: 'debug' };
    const told =
      /^wrong {2}configuration: FULMAR_LOGLEVEL: is not a setting, and is ignored\. Did you mean FULMAR_LOG_LEVEL\?\n +→ Correct/m;
    await using running = await OwnServer.open({}, mistyped);
    const itsOwn = await check(join(running.folder, 'data'), { FULMAR_SERVER: 'http://localhost' });
    assert.match(itsOwn.stdout, told);
    assert.equal(itsOwn.code, 1);
    const stopped = await check(join(server.folder, 'none'), mistyped);
    assert.match(stopped.stdout, told);
  });

  it('says that the certificate of a host’s endpoint ends soon', async () => {
    const now = new Date();
    const authority = newAuthority(now);
    const inFiveDays = new Date(now.getTime() + 5 * 86_400_000);
    const validity = { notBefore: now, notAfter: inFiveDays };
    const certificate = newHostCertificate(authority, now, validity);
    const other = await OwnServer.open({}, {}, { authority, certificate });
    const { code, stdout } = await check(join(other.folder, 'data'));
    await other.close();
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^wrong {2}host one: The certificate that it presents ends on .*\n +→ Have/m,
    );
  });

  it('says what to do about a host over SSH in the words of SSH', async () => {
    await using ssh = await BehindSsh.start();
    const other = await OwnServer.open();
    try {
      await other.expect(201, '/hosts', { json: { ...ssh.body, name: 'behind' } });
      const found = async () => {
        ssh.server.drop();
        const { stdout } = await check(join(other.folder, 'data'));
        return /^\w+ +host behind: .*(?:\n +→ .*)?/m.exec(stdout)?.[0] ?? stdout;
      };
      assert.match(await found(), /^ok .* takes our key$/);
      ssh.server.allow = () => false;
      assert.match(await found(), /\(forwarding\).*\n +→ .*sshd_config/);
      ssh.server.allow = () => true;
      const { authorizedKeys, hostKeys } = ssh.server;
      ssh.server.authorizedKeys = [];
      assert.match(await found(), /\(credentials\).*\n +→ .*authorized_keys/);
      ssh.server.authorizedKeys = authorizedKeys;
      ssh.server.hostKeys = [newSshKey('another')];
      assert.match(await found(), /\(host-key\).*\n +→ .*ssh-keygen -l/);
      ssh.server.hostKeys = hostKeys;
      assert.match(await found(), /^ok /);
    } finally {
      await other.close();
    }
  });

  it('knows which release came later', () => {
    assert.ok(isNewer('1.10.0', '1.9.3') && isNewer('1.0.0', '0.9.9'));
    assert.ok(!isNewer('1.2.0', '1.2.0') && !isNewer('0.9.0', '0.10.0'));
    const inOrder = [
      '0.2.0-alpha',
      '0.2.0-rc.1',
      '0.2.0-rc.2',
      '0.2.0-rc.10',
      '0.2.0',
      '0.2.1-rc.1',
    ];
    for (const [at, older] of inOrder.entries()) {
      for (const newer of inOrder.slice(at + 1)) {
        assert.ok(isNewer(newer, older), `${newer} after ${older}`);
        assert.ok(!isNewer(older, newer), `${older} before ${newer}`);
      }
    }
    assert.ok(!isNewer('0.2.0', '0.2.0+git20261130043104.984b12b3'));
    assert.ok(isNewer('0.2.1', '0.2.0+git20261130043104.984b12b3'));
    assert.ok(!isNewer('something', 'unknown') && !isNewer('0.2.0', 'unknown'));
  });
});
