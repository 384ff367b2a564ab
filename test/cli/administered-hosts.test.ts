import assert from 'node:assert/strict';
import { BehindSsh } from '../hosts/support/behind-ssh.ts';
import { CommandWorld } from './support/command-world.ts';

describe('what an administrator does with hosts by the command', () => {
  let world: CommandWorld;
  let ssh: BehindSsh;
  let certificate: string;
  let caKey: string;
  before(async () => {
    world = await CommandWorld.open();
    ssh = await BehindSsh.start();
    const { certificatePem, privateKeyPem } = ssh.emulator.authority;
    certificate = await world.write('ca.pem', certificatePem);
    caKey = await world.write('ca.key', privateKeyPem);
  });
  after(async () => {
    await world?.close();
    await ssh?.[Symbol.asyncDispose]();
  });

  const tls = (name: string) => [
    ...['hosts', 'add', name, ssh.emulator.address, '--port', `${ssh.emulator.port}`],
    ...['--certificate', certificate, '--ca-key', caKey],
  ];
  const overSsh = async (name: string) => {
    const { address, port, user, key } = ssh.server.login;
    const file = await world.write('id_ed25519', key.privateKey);
    return [
      ...['hosts', 'add', name, address, '--ssh', user, '--port', `${port}`, '--ssh-key', file],
      ...['--sockets', ssh.host.folder],
    ];
  };

  it('adds one over TLS, and shows what was found', async () => {
    const added = await world.expect(0, tls('two'));
    assert.match(added, /^Name +two\nAddress +127\.0\.0\.1, port \d+, tls\nKey +[\da-f]{64}\n/);
    assert.match(added, /^State +online$/m);
    assert.equal((await world.run(tls('two'))).code, 1);
    await world.expect(0, ['hosts', 'rm', 'two', '--yes']);
  });

  it('says which files and options it lacks, or does not take', async () => {
    const wrong = async (...words: readonly string[]) =>
      (await world.run(['hosts', 'add', 'two', '127.0.0.1', ...words])).stderr;
    assert.match(await wrong(), /^Give --certificate and --ca-key/);
    assert.match(await wrong('--certificate', 'none.pem', '--ca-key', caKey), /no such file/);
    assert.match(await wrong('--ssh-key', caKey), /--ssh USER/);
    assert.match(await wrong('--ssh', 'fulmar'), /--ssh-key FILE/);
  });

  it('adds one over SSH only with a key that a person or an option confirms', async () => {
    const words = await overSsh('three');
    const { fingerprint } = ssh.server.login.hostKey;
    const unsure = await world.run([...words, '--yes']);
    assert.equal(unsure.code, 1);
    assert.ok(unsure.stderr.includes(`three presents the host key ${fingerprint} (ssh-ed25519).`));
    assert.match(unsure.stderr, /^restrict,port-forwarding,permitopen=/m);
    assert.match(unsure.stderr, /add --host-key SHA256:\S+ to trust it\.$/m);
    assert.doesNotMatch(await world.expect(0, ['hosts', 'ls']), /^three/m);
    const added = await world.expect(0, [...words, '--host-key', fingerprint]);
    assert.ok(added.includes(`Host key      ${fingerprint}\n`), added);
    await world.expect(0, ['hosts', 'rm', 'three', '--yes']);
  });

  it('asks hosts now how they are, and ends with 1 where one is not well', async () => {
    const well = await world.expect(0, ['hosts', 'check']);
    assert.match(
      well,
      /^HOST +PART +STATE +SINCE +CAUSE\none +commands +online .*\none +consoles /,
    );
    await world.server.emulator.stop();
    try {
      const ill = await world.run(['hosts', 'check', 'one']);
      assert.equal(ill.code, 1);
      assert.match(ill.stdout, /^one +commands +degraded +\d+ s +network: \S/m);
      assert.match(ill.stderr, /^Degraded: one\.$/m);
      const { stdout } = await world.run(['hosts', 'check', '--json']);
      assert.partialDeepStrictEqual(JSON.parse(stdout), [{ name: 'one', state: 'degraded' }]);
    } finally {
      await world.server.emulator.start();
    }
  });

  it('announces work on a host, and ends it', async () => {
    const on = ['hosts', 'maintenance', 'on', 'one'];
    assert.match((await world.run(on)).stderr, /--reason/);
    const told = await world.expect(0, [...on, '--reason', 'New disks']);
    assert.equal(told, 'one is under maintenance until it is ended.\n');
    assert.match(
      await world.expect(0, ['hosts', 'show', 'one']),
      /^Maintenance +New disks \(no end set\)$/m,
    );
    assert.match((await world.run(['hosts', 'list'])).stdout, /^one .*, maintenance /m);
    const off = await world.expect(0, ['hosts', 'maintenance', 'off', 'one']);
    assert.equal(off, 'one is no longer under maintenance.\n');
    assert.doesNotMatch(await world.expect(0, ['hosts', 'show', 'one']), /Maintenance/);
  });

  it('tells what it has learnt of the other hosts where one is not known', async () => {
    const checked = await world.run(['hosts', 'check', 'one', 'tow']);
    assert.equal(checked.code, 1);
    assert.match(checked.stdout, /^one +commands +online /m);
    assert.match(checked.stderr, /^tow: .*\nNot checked: tow\.$/m);
    const listed = await world.run(['hosts', 'check', 'tow', 'one', '--json']);
    assert.equal(listed.code, 1);
    assert.partialDeepStrictEqual(JSON.parse(listed.stdout), [{ name: 'one', state: 'online' }]);
  });

  it('tells a program what is under maintenance where a later host is not known', async () => {
    const on = ['hosts', 'maintenance', 'on', 'one', 'tow', '--reason', 'New disks', '--json'];
    const { code, stdout } = await world.run(on);
    assert.equal(code, 1);
    assert.partialDeepStrictEqual(JSON.parse(stdout), [{ name: 'one' }]);
    const off = await world.run(['hosts', 'maintenance', 'off', 'one', 'tow', '--json']);
    assert.equal(off.code, 1);
    assert.partialDeepStrictEqual(JSON.parse(off.stdout), [{ name: 'one', maintenance: null }]);
  });
});
