import assert from 'node:assert/strict';
import { issueHostCertificate } from '../../../src/albatross/certificates/issue.ts';
import { TransportError } from '../../../src/albatross/errors.ts';
import type { Host } from '../../../src/albatross/host/host.ts';
import { type Authority, yearsAround } from '../support/authorities.ts';
import { stringFrame } from '../support/frames.ts';
import { config, hello, streamOf } from '../support/samples.ts';
import { type Script, ScriptedHost } from '../support/scripted-host.ts';
import { describeTransports, tls } from './support/transport-kinds.ts';

const answer: Script = (socket, command) => {
  if (command.type === 'unikernel-destroy') socket.end(stringFrame('destroyed'));
  else
    socket.on('data', (octets: Buffer) => {
      if (octets.subarray(-4).equals(Buffer.alloc(4))) socket.end(stringFrame('created'));
    });
};

const create = (host: Host, size: number) =>
  host.createUnikernel(hello, config, { size, content: streamOf(Buffer.alloc(size, 'i')) });

describeTransports('a command that is not to be sent yet', (transportKind) => {
  let peer: ScriptedHost;
  let ready: PromiseWithResolvers<void>;
  beforeEach(async () => {
    peer = await ScriptedHost.start(answer, transportKind);
    ready = Promise.withResolvers();
    ready.promise.catch(() => {});
  });
  afterEach(() => peer[Symbol.asyncDispose]());

  const held = () => peer.client().onceReady(ready.promise);

  it('is connected for meanwhile, and sent as soon as it may be', async () => {
    const connected = peer.connected();
    const destroying = held().destroyUnikernel(hello);
    await connected;
    await new Promise((resolve) => setTimeout(resolve, 50)); // a handshake would be over
    assert.deepEqual(peer.commands, []);
    ready.resolve();
    await destroying;
    assert.deepEqual(peer.commands, [{ type: 'unikernel-destroy' }]);
    await peer.idle();
  });

  it('is never sent where it may not be, and its connection is closed', async () => {
    const connected = peer.connected();
    const destroying = held().destroyUnikernel(hello);
    destroying.catch(() => {});
    await connected;
    ready.reject(new Error('it is not recorded'));
    await assert.rejects(destroying, { message: 'it is not recorded' });
    await peer.idle();
    assert.deepEqual(peer.commands, []);
  });

  it('is told that its host is not there, however early that is known', async () => {
    const host = held();
    await peer[Symbol.asyncDispose]();
    const destroying = host.destroyUnikernel(hello);
    destroying.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50)); // it has been refused
    ready.resolve();
    await assert.rejects(destroying, TransportError);
    peer = await ScriptedHost.start(answer, transportKind);
  });

  it('is given up with the signal of its caller', async () => {
    const connected = peer.connected();
    const leaving = new AbortController();
    const destroying = held().destroyUnikernel(hello, leaving);
    destroying.catch(() => {});
    await connected;
    leaving.abort(new Error('enough'));
    await assert.rejects(destroying, { message: 'enough' });
    await peer.idle();
    assert.deepEqual(peer.commands, []);
  });

  for (const size of [300_000, 3_000_000]) {
    it(`brings its image of ${size} octets`, async () => {
      const creating = create(held(), size);
      ready.resolve();
      await creating;
      assert.deepEqual(
        peer.commands.map(({ type }) => type),
        ['unikernel-create'],
      );
      await peer.idle();
    });
  }
});

describe('a command that is not to be sent yet, to a host that asks for another key', () => {
  it('is sent as soon as it may be', async () => {
    const own = (authority: Authority) => ({
      ...issueHostCertificate(authority, yearsAround(new Date())),
      groups: 'P-384',
    });
    await using peer = await ScriptedHost.start(answer, tls, own);
    const ready = Promise.withResolvers<void>();
    const connected = peer.connected();
    const destroying = peer.client().onceReady(ready.promise).destroyUnikernel(hello);
    await connected;
    assert.deepEqual(peer.commands, []);
    ready.resolve();
    await destroying;
    assert.deepEqual(peer.commands, [{ type: 'unikernel-destroy' }]);
  });
});

describe('a command that is not to be sent for long', () => {
  it('keeps no host waiting, and is sent on another connection', async () => {
    await using peer = await ScriptedHost.start(answer, tls);
    const ready = Promise.withResolvers<void>();
    const connected = peer.connected();
    const destroying = peer.client().onceReady(ready.promise).destroyUnikernel(hello);
    await connected;
    await peer.idle();
    ready.resolve();
    await destroying;
    assert.deepEqual(peer.commands, [{ type: 'unikernel-destroy' }]);
  });
});
