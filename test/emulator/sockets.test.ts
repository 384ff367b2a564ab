import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Command, Service } from '../../src/albatross/commands.ts';
import { encodeFrame, endOfStream } from '../../src/albatross/framing.ts';
import { formatName, parseName } from '../../src/albatross/names.ts';
import { encodeMessage } from '../../src/albatross/wire/message.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { wordsOf } from './support/answers.ts';
import { roomy } from './support/client.ts';
import { commandFrame, SocketClient } from './support/socket-client.ts';
import { createCommand } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

const info: Command = { type: 'policy-info' };
const addPolicy = (memory = roomy.memory): Command => ({
  type: 'policy-add',
  policy: { ...roomy, memory },
});
const removePolicy: Command = { type: 'policy-remove' };
const addVolume: Command = { type: 'block-add', size: 1 };
const set: Command = { type: 'block-set', compressed: false };
const image = sampleImage({ padTo: 200_000 });
const create = createCommand({ image });

describe("an emulated host's sockets", () => {
  const emulated = useEmulator({ consoleInterval: 20, statsInterval: 20 });
  const to = (service: Service) => new SocketClient(emulated.host, service);
  const ask = (name: string, command: Command, ...more: Buffer[]) =>
    to('albatrossd')
      .send(commandFrame(name, command), ...more)
      .rest();
  const givePolicy = async () => {
    const client = to('albatrossd').send(commandFrame('alice:', addPolicy()));
    await client.next();
    client.socket.destroy();
  };

  it('answer a command under its own header, and close', async () => {
    const client = to('albatrossd').send(commandFrame('alice:data', addVolume, 42n));
    const [message, ...more] = await client.messages();
    assert.equal(message?.header.sequence, 42n);
    assert.equal(message && formatName(message.header.name), 'alice:data');
    assert.equal(message && wordsOf(message), 'added block device');
    assert.deepEqual(more, []);
  });

  it('stay open after a policy was set, and say whether it is another one', async () => {
    const client = to('albatrossd').send(commandFrame('alice:', addPolicy()));
    assert.equal(await client.next(), 'added policy');
    client.send(commandFrame('alice:', addPolicy()));
    assert.equal(await client.next(), 'no modification of policy');
    client.send(commandFrame('alice:', info));
    assert.deepEqual(await client.rest(), ['policies']);
  });

  it('answer policies and a command that come in one go, each by itself', async () => {
    const words = await ask(
      'alice:',
      addPolicy(),
      commandFrame('alice:sub:', addPolicy()),
      commandFrame('alice:sub:data', addVolume),
    );
    assert.deepEqual(words, ['added policy', 'added policy', 'added block device']);
  });

  it('close after a policy that is refused, and carry out nothing behind it', async () => {
    await givePolicy();
    const words = await ask(
      'alice:sub:',
      addPolicy(2048),
      commandFrame('alice:sub:data', addVolume),
    );
    assert.deepEqual(words, [
      'failure: policy above allows 1024 MB memory, which is fewer than 2048 MB',
    ]);
    assert.equal(emulated.host.host.volumes.below([]).length, 0);
  });

  it('remove a policy, once', async () => {
    await givePolicy();
    assert.deepEqual(await ask('alice:', removePolicy), ['removed policy']);
    assert.deepEqual(await ask('alice:', removePolicy), ['failure: unknown policy']);
  });

  it('take an image inside the command', async () => {
    assert.deepEqual(await ask('alice:hello', create), ['created unikernel']);
    const message = commandFrame('alice:other', create);
    const client = to('albatrossd').send(message.subarray(0, -1));
    client.socket.end();
    assert.deepEqual(await client.rest(), []);
    assert.deepEqual(
      emulated.host.host.running.entries().map(({ name }) => formatName(name)),
      ['alice:hello'],
    );
  });

  it('say why a volume is not filled, and before its content is there', async () => {
    const words = ['failure: set block: not found'];
    assert.deepEqual(await ask('alice:data', set), words);
    assert.deepEqual(await ask('alice:data', set, encodeFrame(Buffer.alloc(300_000))), words);
  });

  it('take the end of the connection for the end of a content', async () => {
    await ask('alice:data', addVolume);
    const client = to('albatrossd').send(commandFrame('alice:data', set), encodeFrame(image));
    client.socket.end();
    assert.deepEqual(await client.rest(), ['set block device']);
    const again = await ask('alice:data', set, encodeFrame(image), Buffer.from(endOfStream));
    assert.deepEqual(again, ['set block device']);
  });

  it('dump a volume under one header, its end included, and fail with one message', async () => {
    const dump: Command = { type: 'block-dump', compressionLevel: 0 };
    await ask('alice:data', addVolume);
    const messages = await to('albatrossd')
      .send(commandFrame('alice:data', dump, 9n))
      .messages();
    assert.deepEqual(new Set(messages.map(({ header }) => header.sequence)), new Set([9n]));
    assert.deepEqual(messages.at(-1)?.payload, {
      type: 'data',
      data: { type: 'block', data: null },
    });
    assert.deepEqual(await ask('alice:none', dump), ['failure: dump block: not found']);
  });

  it('close without a word where a message is none, or brings the daemon down', async () => {
    const twoCpus = createCommand({ image, cpuids: [0, 1] });
    await ask('alice:hello', twoCpus);
    assert.deepEqual(await ask('alice:', { type: 'old-unikernel-info5' }), []);
    const garbage = [encodeFrame(Buffer.from('garbage')), Buffer.from(endOfStream)];
    for (const octets of garbage) {
      for (const service of ['albatrossd', 'console', 'stats'] as const) {
        assert.deepEqual(await to(service).send(octets).rest(), []);
      }
    }
  });

  it('refuse the commands of another daemon', async () => {
    const subscribe: Command = { type: 'console-subscribe', start: { count: 1 } };
    assert.deepEqual(await ask('alice:hello', subscribe), ['failure: unknown command']);
    const policyInfo = commandFrame('alice:', info);
    assert.deepEqual(await to('stats').send(policyInfo).rest(), ['failure: unexpected command']);
    assert.deepEqual(await to('console').send(policyInfo).rest(), []);
  });

  it('stay open for a console until its subscriber says anything more, or leaves', async () => {
    await ask('alice:hello', create);
    const subscribe = commandFrame('alice:hello', {
      type: 'console-subscribe',
      start: { count: 1024 },
    });
    for (const leave of ['end', 'write'] as const) {
      const client = to('console').send(subscribe);
      assert.equal(await client.next(), 'subscribed');
      assert.ok(await client.next());
      client.socket[leave](subscribe);
      for (const line of await client.rest()) assert.doesNotMatch(line, /^failure|^subscribed/);
    }
  });

  it('let the first of six subscribers go without a word', async () => {
    const subscribe = commandFrame('alice:hello', {
      type: 'console-subscribe',
      start: { count: 0 },
    });
    const clients = Array.from({ length: 6 }, () => to('console'));
    for (const client of clients) {
      assert.equal(await client.send(subscribe).next(), 'waiting for VM');
    }
    assert.equal(await clients[0]?.next(), null);
    for (const client of clients) client.socket.destroy();
  });

  it('send samples until another subscribes to the same name', async () => {
    await ask('alice:hello', create);
    const subscribe = commandFrame('alice:', { type: 'stats-subscribe' });
    const first = to('stats').send(subscribe);
    assert.equal(await first.next(), 'subscribed');
    assert.equal(await first.next(), 'stats');
    const second = to('stats').send(subscribe);
    assert.equal(await second.next(), 'subscribed');
    for (const word of await first.rest()) assert.equal(word, 'stats');
    second.socket.destroy();
  });

  it('are gone while the host is stopped, and there again', async () => {
    await emulated.host.stop();
    const [error] = await once(to('console').socket, 'error');
    assert.equal(error.code, 'ENOENT');
    await emulated.host.start();
    assert.deepEqual(await ask(':', info), ['policies']);
  });
});

describe("faults on an emulated host's sockets", () => {
  const emulated = useEmulator();
  const to = () => new SocketClient(emulated.host, 'albatrossd');

  it('happen to a create before its image is there, and leave it in the log', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'failure', words: 'no disk' }, { command: 'unikernel-create' });
    const client = to().send(commandFrame('alice:hello', create).subarray(0, 5000));
    assert.deepEqual(await client.rest(), ['failure: no disk']);
    assert.deepEqual(host.commands.all, [{ name: 'alice:hello', type: 'unikernel-create' }]);
  });

  it('break a create off after so many octets', async () => {
    const { host } = emulated;
    const fault = host.faults.add({ kind: 'reset-request', afterOctets: 100_000 });
    const message = commandFrame('alice:hello', create);
    const client = to().send(message.subarray(0, 100_000));
    assert.deepEqual(await client.rest(), []);
    assert.equal(fault.hits, 1);
    assert.equal(host.host.running.entries().length, 0);
  });

  it('break an answer off after so many octets of it, those of policies not counted', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'reset-reply', afterOctets: 10 }, { command: 'block-add' });
    const client = to().send(
      commandFrame('alice:', addPolicy()),
      commandFrame('alice:data', addVolume),
    );
    const octets: Buffer[] = [];
    for await (const part of client.socket) octets.push(part);
    const policyAnswer = encodeFrame(
      encodeMessage({
        header: { sequence: 7n, name: parseName('alice:') },
        payload: { type: 'success', success: { type: 'string', value: 'added policy' } },
      }),
    );
    assert.equal(Buffer.concat(octets).length, policyAnswer.length + 10);
  });

  it('stop reading in the midst of a create until they are released', async () => {
    const { host } = emulated;
    const fault = host.faults.add({ kind: 'pause-reading', afterOctets: 1 });
    const client = to().send(commandFrame('alice:hello', create));
    const answer = client.rest();
    while (fault.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    fault.release();
    assert.deepEqual(await answer, ['created unikernel']);
  });

  it('are for the command itself, not for the policy before it', async () => {
    const { host } = emulated;
    host.faults.add({ kind: 'silent-close' }, { command: 'block-add' });
    const client = to().send(
      commandFrame('alice:', addPolicy()),
      commandFrame('alice:data', addVolume),
    );
    assert.deepEqual(await client.rest(), ['added policy']);
    assert.deepEqual(
      host.commands.all.map(({ type }) => type),
      ['policy-add', 'block-add'],
    );
  });
});
