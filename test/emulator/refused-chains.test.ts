import assert from 'node:assert/strict';
import type { Command } from '../../src/albatross/commands.ts';
import { integer, sequence } from '../../src/albatross/der/writer.ts';
import { encodeCertificateExtension } from '../../src/albatross/wire/certificate-extension.ts';
import type { KeyPair } from '../../src/emulator/tls/host-certificates.ts';
import { newAuthority } from '../../src/emulator/tls/host-certificates.ts';
import { Client, credentialsFor, open, roomy } from './support/client.ts';
import {
  below,
  certify,
  criticalExtension,
  extension,
  type OddIssuer,
  onlyForServers,
  rawExtension,
  rootOf,
} from './support/odd-certificates.ts';
import { createCommand } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

const info: Command = { type: 'unikernel-info' };
const addPolicy: Command = { type: 'policy-add', policy: roomy };
const hour = 3_600_000;
const around = (hours: number) => ({
  notBefore: new Date(Date.now() + (hours - 1) * hour),
  notAfter: new Date(Date.now() + hours * hour),
});

describe('an emulated host', () => {
  const emulated = useEmulator();

  /** What a client meets with: an alert after the handshake, a close without an octet, or an answer. */
  async function outcome(pair: Partial<KeyPair>, maxVersion?: 'TLSv1.2'): Promise<string> {
    const client = new Client(emulated.host, pair, maxVersion && { maxVersion });
    let isSecure = false;
    client.socket.once('secureConnect', () => {
      isSecure = true;
    });
    const messages = await client.rest();
    if (messages.length > 0) return 'answer';
    const alert = /SSL alert number (\d+)/.exec(client.error?.message ?? '')?.[1];
    if (alert) return `${isSecure ? '' : 'in the handshake: '}alert ${alert}`;
    assert.equal(client.error, null);
    assert.equal(client.octets.length, 0);
    return isSecure ? 'silence' : 'no handshake';
  }

  const leaf = (...extensions: Buffer[]) => certify(rootOf(emulated.host), { extensions });
  const domain = (issuer: OddIssuer, commonName: string, ...extensions: Buffer[]) =>
    certify(issuer, { commonName, extensions, isAuthority: true });

  it('answers a chain that is in order, with the root in it or not', async () => {
    const root = rootOf(emulated.host);
    const alice = domain(root, 'alice', extension(addPolicy));
    const inside = certify(alice, { extensions: [extension(info)] });
    assert.equal(await outcome(leaf(extension(info))), 'answer');
    assert.equal(await outcome(below(inside, alice)), 'answer');
    assert.equal(await outcome(below(inside, alice, root)), 'answer');
    assert.deepEqual(
      emulated.host.commands.all.map(({ name }) => name),
      [':', 'alice:', 'alice:'],
    );
  });

  it('sends alert 42 after the handshake where certificates lead to no trust', async () => {
    const { host } = emulated;
    const stranger = credentialsFor({ authority: newAuthority(new Date()) }, {}, info);
    assert.equal(await outcome({}), 'alert 42', 'none at all');
    assert.equal(await outcome(stranger), 'alert 42', 'an unknown CA');
    const orphan = certify(domain(rootOf(host), 'alice', extension(addPolicy)), {
      extensions: [extension(info)],
    });
    assert.equal(await outcome(below(orphan)), 'alert 42', 'a missing intermediate');
    assert.equal(await outcome(leaf(extension(info), onlyForServers)), 'alert 42', 'its usage');
    assert.equal(await outcome(leaf(criticalExtension(info))), 'alert 42', 'a critical extension');
    const noAuthority = certify(rootOf(host), {
      commonName: 'alice',
      extensions: [extension(addPolicy)],
    });
    const belowIt = certify(noAuthority, { extensions: [extension(info)] });
    assert.equal(await outcome(below(belowIt, noAuthority)), 'alert 42', 'an issuer that is no CA');
    assert.deepEqual(host.commands.all, []);
  });

  it('sends alert 45 where a leaf is not valid yet or not any more, 42 where a CA is so', async () => {
    const root = rootOf(emulated.host);
    for (const hours of [-1, 3]) {
      const validity = around(hours);
      const stale = certify(root, { validity, extensions: [extension(info)] });
      assert.equal(await outcome(stale), 'alert 45', `a leaf ${hours} hours away`);
      const parent = { commonName: 'alice', isAuthority: true, validity };
      const alice = certify(root, { ...parent, extensions: [extension(addPolicy)] });
      const inside = certify(alice, { extensions: [extension(info)] });
      assert.equal(await outcome(below(inside, alice)), 'alert 42', `a CA ${hours} hours away`);
    }
  });

  it('sends alert 70 in the handshake to a client of TLS 1.2', async () => {
    assert.equal(await outcome(leaf(extension(info)), 'TLSv1.2'), 'in the handshake: alert 70');
  });

  it('closes in silence where the extension is missing or says nothing to it', async () => {
    const { host } = emulated;
    const versionFour = Buffer.from(encodeCertificateExtension(info));
    versionFour[4] = 4;
    assert.equal(await outcome(leaf()), 'silence', 'no extension');
    assert.equal(await outcome(leaf(rawExtension(Buffer.from('hello')))), 'silence', 'no DER');
    assert.equal(await outcome(leaf(rawExtension(versionFour))), 'silence', 'version 4');
    const noCommand = rawExtension(sequence(integer(5)));
    assert.equal(await outcome(leaf(noCommand)), 'silence', 'no command');
    const noLabel = certify(rootOf(host), {
      commonName: 'no_label',
      extensions: [extension(info)],
    });
    assert.equal(await outcome(noLabel), 'silence', 'a leaf with a name that is no label');
    const oddDomain = domain(rootOf(host), '-alice', extension(addPolicy));
    const inside = certify(oddDomain, { extensions: [extension(info)] });
    assert.equal(await outcome(below(inside, oddDomain)), 'silence', 'a domain of no label');
    assert.deepEqual(host.commands.all, []);
  });

  const commandsOfDaemons: Command[] = [
    addPolicy,
    { type: 'policy-remove' },
    { type: 'console-add', maxUnikernels: 1 },
    { type: 'stats-add', vmmdev: '', pid: 1, taps: [] },
    { type: 'stats-remove' },
    { type: 'stats-initial' },
  ];
  for (const command of commandsOfDaemons) {
    it(`closes in silence where a leaf carries a command that is not for leaves [${command.type}]`, async () => {
      assert.equal(await outcome(leaf(extension(command))), 'silence');
    });
  }

  it('closes in silence where an intermediate carries another command than a policy', async () => {
    const alice = domain(rootOf(emulated.host), 'alice', extension(info));
    const inside = certify(alice, { extensions: [extension(info)] });
    assert.equal(await outcome(below(inside, alice)), 'silence');
  });

  it('takes chains of nine certificates and closes in silence after ten', async () => {
    const chainOf = (length: number): KeyPair => {
      const above: OddIssuer[] = [];
      let issuer = rootOf(emulated.host);
      for (let index = 1; index < length; index++) {
        issuer = domain(issuer, `d${index}`, extension(addPolicy));
        above.unshift(issuer);
      }
      return below(certify(issuer, { extensions: [extension(info)] }), ...above);
    };
    assert.equal(await outcome(chainOf(9)), 'answer');
    assert.equal(await outcome(chainOf(10)), 'silence');
  });

  it('closes in silence where an image breaks off', async () => {
    const client = open(emulated.host, { label: 'hello' }, createCommand());
    await client.send([Buffer.alloc(1000)], { end: false });
    client.socket.end();
    assert.deepEqual(await client.rest(), []);
    assert.equal(client.error, null);
  });
});
