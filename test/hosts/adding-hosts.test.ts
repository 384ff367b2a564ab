import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { buildCertificate, distinguishedName } from '../../src/albatross/certificates/build.ts';
import { parseCredentials } from '../../src/albatross/certificates/credentials.ts';
import { authorityExtensions } from '../../src/albatross/certificates/extensions.ts';
import { oids } from '../../src/albatross/certificates/oids.ts';
import { certificateToPem, privateKeyToPem } from '../../src/albatross/certificates/pem.ts';
import { tags } from '../../src/albatross/der/tags.ts';
import { element, octetString, sequence } from '../../src/albatross/der/writer.ts';
import { newAuthority } from '../../src/emulator/tls/host-certificates.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { hostAnswer } from '../../src/hosts/schema.ts';
import { yearsAround } from '../albatross/support/authorities.ts';
import { hostBody } from './support/server-world.ts';
import { useEmulatedHost } from './support/use-emulated-host.ts';

/** An extended key usage of clientAuth alone, 1.3.6.1.5.5.7.3.2. */
const clientAuth = element(tags.objectIdentifier, Buffer.from('2b06010505070302', 'hex'));
const clientsOnly = sequence(oids.extendedKeyUsage, octetString(sequence(clientAuth)));

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

  it('warns of a delegated CA that the host would refuse after an upgrade', async () => {
    const { certificatePem, privateKeyPem } = emulator().authority;
    const { subject, signer } = parseCredentials(certificatePem, privateKeyPem, new Date()).issuer;
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const content = {
      ...{ issuer: subject, subject: distinguishedName('made elsewhere') },
      ...{ validity: yearsAround(new Date()), extensions: [...authorityExtensions, clientsOnly] },
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    };
    const made = certificateToPem(buildCertificate(content, signer)) + certificatePem;
    const keys = { certificate: made, privateKey: privateKeyToPem(privateKey) };
    const added = await world().ask('/hosts', { json: { ...hostBody(emulator()), ...keys } });
    assert.equal(added.status, 201, added.text);
    const { warnings } = hostAnswer.parse(added.json);
    assert.match(
      `${warnings}`,
      /^The certificate of CN=made elsewhere .*serverAuth.* 2\.8\.1 on\.$/,
    );
    const json = { certificate: certificatePem, privateKey: privateKeyPem };
    const own = await world().ask('/hosts/one', { method: 'PATCH', json });
    assert.equal(own.status, 200, own.text);
    assert.deepEqual(hostAnswer.parse(own.json).warnings, []);
  });

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
