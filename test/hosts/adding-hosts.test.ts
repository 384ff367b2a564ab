import assert from 'node:assert/strict';
import { newAuthority } from '../../src/emulator/tls/host-certificates.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { hostBody } from './support/server-world.ts';
import { useEmulatedHost } from './support/use-emulated-host.ts';

describe('POST /hosts', () => {
  const { emulator, storedHosts, world } = useEmulatedHost();

  it('asks the host, keeps its fingerprint and seals the key, which nobody sees again', async () => {
    const { status, json, text } = await world().addHost('one', emulator());
    assert.equal(status, 201);
    assert.partialDeepStrictEqual(json, {
      name: 'one',
      state: 'online',
      port: emulator().port,
      transport: 'tls',
      fingerprint: emulator().fingerprint,
      policy: null,
    });
    const [row] = await world().database.em().findAll(StoredHost);
    assert.ok(row);
    const { privateKeyPem } = emulator().authority;
    const secret = privateKeyPem.split('\n')[1] ?? '';
    for (const shown of [text, world().log, JSON.stringify(row)]) {
      assert.ok(!shown.includes(secret));
    }
    const opened = world().box.open(row.sealedKey ?? '', `host/${row.id}`);
    assert.equal(opened.toString(), privateKeyPem);
  });

  it('refuses a name that is taken with 409', async () => {
    await world().addHost('one', emulator());
    const { status, json } = await world().addHost('ONE', emulator());
    assert.equal(status, 409);
    assert.partialDeepStrictEqual(json, { code: 'name-taken' });
  });

  const refused: readonly [string, () => object, string][] = [
    ['no PEM', () => ({ certificate: 'hello' }), 'certificate'],
    ['no key', () => ({ privateKey: emulator().authority.certificatePem }), 'privateKey'],
    ['another key', () => ({ privateKey: newAuthority(new Date()).privateKeyPem }), 'privateKey'],
  ];
  for (const [what, members, path] of refused) {
    it(`refuses credentials that cannot be used with 422 and the reason [${what}]`, async () => {
      const { status, json, text } = await world().ask('/hosts', {
        json: { ...hostBody(emulator()), ...members() },
      });
      assert.equal(status, 422);
      assert.partialDeepStrictEqual(json, { code: 'credentials-refused', errors: [{ path }] });
      assert.ok(!text.includes('PRIVATE KEY'));
      assert.equal(await storedHosts(), 0);
      assert.equal(emulator().commands.all.length, 0);
    });
  }

  it('stores nothing where the host refuses the certificate: 502', async () => {
    const stranger = newAuthority(new Date());
    const { status, json } = await world().ask('/hosts', {
      json: {
        ...hostBody(emulator()),
        certificate: stranger.certificatePem,
        privateKey: stranger.privateKeyPem,
      },
    });
    assert.equal(status, 502);
    assert.partialDeepStrictEqual(json, { code: 'host-untrusted' });
    assert.equal(await storedHosts(), 0);
  });

  it('stores nothing where nobody listens: 502, or never answers: 504', async () => {
    emulator().faults.add({ kind: 'silent' });
    assert.equal((await world().addHost('one', emulator())).status, 504);
    await emulator().stop();
    assert.equal((await world().addHost('one', emulator())).status, 502);
    assert.equal(await storedHosts(), 0);
  });

  it('names what is wrong with a body', async () => {
    const { status, json } = await world().ask('/hosts', {
      json: { ...hostBody(emulator()), port: 0, address: 'no host', colour: 'red' },
    });
    assert.equal(status, 400);
    const { errors } = Object(json);
    assert.deepEqual(errors.map(({ path }: { path: string }) => path).sort(), [
      'address',
      'colour',
      'port',
    ]);
  });

  it('is not for a token that is for other hosts', async () => {
    const { status, json } = await world().ask('/hosts', {
      json: hostBody(emulator()),
      token: 'second',
    });
    assert.equal(status, 403);
    assert.partialDeepStrictEqual(json, { code: 'host-not-allowed' });
    assert.deepEqual(world().registry.all(), []);
  });

  it('is for administrators', async () => {
    const { status } = await world().ask('/hosts', { json: hostBody(emulator()), token: 'bob' });
    assert.equal(status, 403);
  });
});
