import assert from 'node:assert/strict';
import type { Host } from '../../../src/albatross/host/host.ts';
import { formatName } from '../../../src/albatross/names.ts';
import type { Domain } from '../../../src/albatross/transport.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { alice, policy, sub } from '../support/authorities.ts';
import { config, hello, streamOf } from '../support/samples.ts';
import { describeTransports } from './support/transport-kinds.ts';
import { useHost } from './support/use-host.ts';

const image = sampleImage({ padTo: 100_000 });
const source = () => ({ size: image.length, content: streamOf(image) });
const withMemory = (domain: Domain, memory: number): Domain => ({
  ...domain,
  policy: { ...policy, memory },
});

const namesAt = async (client: Host, domains: readonly Domain[]) =>
  (await client.policies(domains)).map(({ name }) => formatName(name)).sort();

describeTransports('a policy', (transportKind) => {
  const host = useHost(transportKind);

  it('holds from the first command on that presents it', async () => {
    await host.client().volumes([alice]);
    assert.deepEqual(await namesAt(host.client(), []), [':', 'alice:']);
  });

  it('is presented for every domain of a path', async () => {
    await host.client().policies([alice]);
    assert.deepEqual(await namesAt(host.client(), [alice, sub]), ['alice:sub:']);
    assert.deepEqual(await namesAt(host.client(), [alice]), ['alice:', 'alice:sub:']);
  });

  it('that is refused ends the command before it is carried out, in the words of the host', async () => {
    const larger = [alice, withMemory(sub, 1024)];
    const words = 'policy above allows 512 MB memory, which is fewer than 1024 MB';
    const refusal = transportKind.differences.policyRefusal('alice:sub:', words);
    const target = { domains: larger, label: hello.label };
    await assert.rejects(host.client().addVolume(target, 1), refusal);
    await assert.rejects(host.client().createUnikernel(target, config, source()), refusal);
    assert.deepEqual(await host.client().volumes([]), []);
    assert.deepEqual(await host.client().unikernels([]), []);
  });
});

describeTransports('a policy smaller than what is in use', (transportKind) => {
  const host = useHost(transportKind);

  it('is refused, for every command', async () => {
    await host.client().createUnikernel(hello, config, source());
    const words = 'unikernel would exceed running memory limit set by policy to 31 MB, used 32 MB';
    const refusal = transportKind.differences.policyRefusal('alice:', words);
    const target = { domains: [withMemory(alice, 31)], label: hello.label };
    await assert.rejects(host.client().destroyUnikernel(target), refusal);
    await host.client().destroyUnikernel(hello);
  });
});

describeTransports('removing a policy', (transportKind) => {
  const host = useHost(transportKind);
  const { canRemovePolicies } = transportKind.differences;

  it(`is ${canRemovePolicies ? '' : 'not '}possible, which is known before`, () => {
    assert.equal(host.client().canRemovePolicies, canRemovePolicies);
  });

  it(`${canRemovePolicies ? 'leaves its domain without one' : 'is refused here'}`, async () => {
    const client = host.client();
    await client.volumes([alice, sub]);
    await client.volumes([alice]);
    const removing = client.removePolicy([alice]);
    if (canRemovePolicies) {
      await removing;
      assert.deepEqual(await namesAt(client, []), [':', 'alice:sub:']);
      await assert.rejects(client.removePolicy([alice]), { words: 'unknown policy' });
    } else {
      await assert.rejects(removing, { code: 'unsupported-command' });
      assert.deepEqual(await namesAt(client, []), [':', 'alice:', 'alice:sub:']);
    }
  });
});
