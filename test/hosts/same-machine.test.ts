import assert from 'node:assert/strict';
import { parseCredentials } from '../../src/albatross/certificates/credentials.ts';
import { issueDomainCertificate } from '../../src/albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../src/albatross/certificates/pem.ts';
import { parseLabel } from '../../src/albatross/names.ts';
import { policy, yearsAround } from '../albatross/support/authorities.ts';
import { BehindSsh } from './support/behind-ssh.ts';
import { hostBody } from './support/server-world.ts';
import { useEmulatedHost } from './support/use-emulated-host.ts';

describe('a machine that is a host already', () => {
  const { emulator, storedHosts, world } = useEmulatedHost();

  const add = (name: string, changes: object = {}) =>
    world().ask('/hosts', { json: { ...hostBody(emulator()), name, ...changes } });
  const change = (name: string, json: object) =>
    world().ask(`/hosts/${name}`, { method: 'PATCH', json });

  const expectKnown = ({ json }: { json: unknown }, what: RegExp, host = 'one') => {
    assert.partialDeepStrictEqual(json, { status: 409, code: 'host-known', host });
    assert.match(Object(json).detail, what);
  };

  it('is not added again, which names the host that it is', async () => {
    await add('one');
    expectKnown(await add('two'), /^The host one is this machine already: it has this address/);
    assert.equal(await storedHosts(), 1);
    assert.equal((await add('two', { allowDuplicate: true })).status, 201);
    assert.equal(await storedHosts(), 2);
  });

  it('is known by its key at another address', async () => {
    await add('one');
    expectKnown(await add('two', { address: 'localhost' }), /its TLS endpoint has this key/);
  });

  it('is added once where it is added twice at once', async () => {
    const told = await Promise.all(['one', 'two', 'three'].map((name) => add(name)));
    assert.deepEqual(told.map(({ status }) => status).sort(), [201, 409, 409]);
    assert.equal(await storedHosts(), 1);
  });

  it('is another host for the CA of another domain', async () => {
    await add('one');
    assert.equal((await add('two', delegated('eu'))).status, 201);
    assert.equal((await add('three', delegated('us'))).status, 201);
    expectKnown(await add('four', delegated('eu')), /this address/, 'two');
  });

  it('is not what a host is changed to, but may be changed where it is two', async () => {
    await add('one');
    const other = await world().hosts.startEmulator();
    assert.equal((await world().addHost('two', other)).status, 201);
    const { port, certificate, privateKey } = hostBody(emulator());
    const moved = { port, certificate, privateKey, fingerprint: emulator().fingerprint };
    expectKnown(await change('two', moved), /this address/);
    assert.equal((await change('two', { ...moved, allowDuplicate: true })).status, 200);
    assert.equal((await change('two', { certificate, privateKey })).status, 200);
    assert.equal((await change('one', { port })).status, 200);
  });

  it('is known by its sshd’s key, and by its endpoint behind that', async () => {
    await using ssh = await BehindSsh.start();
    const addSsh = (name: string, changes: object = {}) =>
      world().ask('/hosts', { json: { ...ssh.body, name, ...changes } });
    assert.equal((await addSsh('one')).status, 201);
    expectKnown(await addSsh('two', { address: 'localhost' }), /its sshd has this key/);
    assert.equal((await world().addHost('three', ssh.emulator)).status, 201);
    const { endpoint } = ssh.host;
    expectKnown(await addSsh('four', { target: endpoint }), /its TLS endpoint/, 'three');
  });

  /** A CA that stands for a domain, with the root behind it. */
  function delegated(domain: string): { certificate: string; privateKey: string } {
    const { certificatePem, privateKeyPem } = emulator().authority;
    const now = new Date();
    const { issuer } = parseCredentials(certificatePem, privateKeyPem, now);
    const validity = yearsAround(now);
    const made = issueDomainCertificate(issuer, { label: parseLabel(domain), policy, validity });
    return {
      certificate: certificateToPem(made.certificate) + certificatePem,
      privateKey: privateKeyToPem(made.privateKey),
    };
  }
});
