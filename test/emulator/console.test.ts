import assert from 'node:assert/strict';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Command } from '../../src/albatross/commands.ts';
import type { Message } from '../../src/albatross/messages.ts';
import { formatName } from '../../src/albatross/names.ts';
import { successOf, words, wordsOf } from './support/answers.ts';
import { type About, alice, ask, type Client, open, roomy } from './support/client.ts';
import { create } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

const all: Command = { type: 'console-subscribe', start: { count: 1024 } };
const last = (count: number): Command => ({ type: 'console-subscribe', start: { count } });
const lastWords = 'failure: exception while reading from fd';

async function next(client: Client): Promise<string | null> {
  const message = await client.next();
  return message && wordsOf(message);
}

async function take(client: Client, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < count) {
    const message = await client.next();
    assert(message, `only ${messages.length} of ${count} messages`);
    messages.push(message);
  }
  return messages;
}

const textOf = (message: Message | undefined) =>
  message?.payload.type === 'data' && message.payload.data.type === 'console'
    ? message.payload.data.line
    : null;

describe('consoles of an emulated host', () => {
  const emulated = useEmulator({ consoleInterval: 3_600_000 });
  const clients: Client[] = [];
  const subscribe = (command: Command, about: About = alice('hello')): Client => {
    const client = open(emulated.host, about, command);
    clients.push(client);
    return client;
  };
  const destroy = () => words(emulated.host, alice('hello'), { type: 'unikernel-destroy' });
  afterEach(() => {
    for (const client of clients.splice(0)) client.socket.destroy();
  });

  it('begin with words that say that nothing runs', async () => {
    await create(emulated.host, alice('hello'));
    const client = subscribe(all);
    assert.equal(await next(client), 'subscribed');
    const [line] = await take(client, 1);
    assert(line?.payload.type === 'data' && line.payload.data.type === 'console');
    assert.match(line.payload.data.line, /emulated .*runs no unikernel/);
    assert.equal(formatName(line.header.name), 'alice:hello');
    assert(Math.abs(line.payload.data.timestamp.getTime() - Date.now()) < 60_000);
  });

  it('give as much history as is asked for, and then each line as it is written', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    for (const line of ['one', 'two', 'three']) host.print('alice:hello', line);
    const none = subscribe(last(0));
    const two = subscribe(last(2));
    const many = subscribe(last(1000));
    for (const client of [none, two, many]) assert.equal(await next(client), 'subscribed');
    assert.deepEqual((await take(two, 2)).map(wordsOf), ['two', 'three']);
    assert.deepEqual((await take(many, 5)).slice(2).map(wordsOf), ['one', 'two', 'three']);
    host.print('alice:hello', 'four');
    for (const client of [none, two, many]) assert.equal(await next(client), 'four');
  });

  it('give the lines since a time', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    const future = new Date(Date.now() + 60_000);
    const client = subscribe({ type: 'console-subscribe', start: { since: future } });
    assert.equal(await next(client), 'subscribed');
    host.print('alice:hello', 'new');
    assert.equal(await next(client), 'new');
    const past = new Date(Date.now() - 60_000);
    const other = subscribe({ type: 'console-subscribe', start: { since: past } });
    assert.deepEqual((await take(other, 4)).slice(-1).map(wordsOf), ['new']);
  });

  it('keep the last 1024 lines', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    for (let number = 1; number <= 1100; number++) host.print('alice:hello', `line ${number}`);
    const client = subscribe(all);
    const messages = (await take(client, 1025)).map(wordsOf);
    assert.deepEqual(
      [messages[0], messages[1], messages[1024]],
      ['subscribed', 'line 77', 'line 1100'],
    );
  });

  it('are waited for where nothing of the name has run', async () => {
    const { host } = emulated;
    const client = subscribe(all);
    assert.equal(await next(client), 'waiting for VM');
    await create(host, alice('hello'));
    assert.match((await next(client)) ?? '', /runs no unikernel/);
  });

  it('outlive destroy and create of their name', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    const client = subscribe(last(0));
    await take(client, 1);
    await destroy();
    await create(host, alice('hello'), { memory: 77 });
    assert.match((await take(client, 2)).map(wordsOf).join(), /hello: 77 MB/);
  });

  it('leave the first of five subscribers out for a sixth', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    const five = Array.from({ length: 5 }, () => last(0));
    const first: Client[] = [];
    for (const command of five) {
      const client = subscribe(command);
      assert.equal(await next(client), 'subscribed');
      first.push(client);
    }
    const sixth = subscribe(last(0));
    assert.equal(await next(sixth), 'subscribed');
    const [oldest, ...others] = first;
    assert(oldest);
    assert.deepEqual((await oldest.rest()).map(wordsOf), [lastWords]);
    host.print('alice:hello', 'still here');
    for (const client of [...others, sixth]) assert.equal(await next(client), 'still here');
  });

  it('are not of a whole domain', async () => {
    assert.deepEqual(await words(emulated.host, alice(), all), [
      'failure: path used instead of name',
      lastWords,
    ]);
  });

  it('are listed, relative to the path, once their unikernels are gone', async () => {
    const { host } = emulated;
    const list = async (about: About) => {
      const success = successOf(await ask(host, about, { type: 'console-list-inactive' }));
      assert(success.type === 'consoles');
      return success.names.map(formatName);
    };
    await create(host, alice('hello'));
    await create(host, alice('other'));
    assert.deepEqual(await list(alice()), []);
    await destroy();
    assert.deepEqual(await list(alice()), [':hello']);
    assert.deepEqual(await list({}), ['alice:hello']);
    assert.deepEqual(await words(host, alice('hello'), { type: 'console-list-inactive' }), [
      'failure: name used',
    ]);
  });

  for (const [target, words] of [
    ['hvt', ['solo5-hvt: Exiting on signal 15']],
    ['spt', []],
  ] as const) {
    it(`end as those of a unikernel for ${target} do that is destroyed`, async () => {
      const { host } = emulated;
      await create(host, alice('hello'), {}, { image: { target } });
      const client = subscribe(last(0));
      assert.equal(await next(client), 'subscribed');
      await destroy();
      await create(host, alice('hello'));
      const lines = await take(client, words.length + 1);
      assert.deepEqual(lines.slice(0, -1).map(textOf), words);
      assert.match(`${textOf(lines.at(-1))}`, /runs no unikernel/);
    });
  }

  it('are dropped where a domain has more of them than it may have unikernels', async () => {
    const { host } = emulated;
    const small = (label: string) => ({ domains: { bob: { ...roomy, unikernels: 1 } }, label });
    await create(host, small('one'));
    await words(host, small('one'), { type: 'unikernel-destroy' });
    const watcher = subscribe(last(0), small('one'));
    assert.equal(await next(watcher), 'subscribed');
    await create(host, small('two'));
    assert.deepEqual((await watcher.rest()).map(wordsOf), [lastWords]);
    assert.deepEqual(await words(host, {}, { type: 'console-list-inactive' }), ['consoles']);
    assert.deepEqual(await words(host, small('one'), all), [lastWords]);
  });

  it('are dropped at once where they are waited for and there is no room', async () => {
    const { host } = emulated;
    const small = (label: string) => ({ domains: { bob: { ...roomy, unikernels: 1 } }, label });
    await create(host, small('one'));
    assert.deepEqual(await words(host, small('other'), all), [lastWords]);
  });

  it('forget a client that has gone, once they write to it', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    const client = subscribe(last(0));
    assert.equal(await next(client), 'subscribed');
    client.socket.destroy();
    while (host.connections > 0) {
      host.print('alice:hello', 'anyone?');
      await setTimeout(5);
    }
  });
});

describe('a console that is asked for a negative count of lines', () => {
  const emulated = useEmulator({ consoleInterval: 3_600_000 });
  const clients: Client[] = [];
  const subscribe = (command: Command): Client => {
    const client = open(emulated.host, alice('hello'), command);
    clients.push(client);
    return client;
  };
  after(() => {
    for (const client of clients) client.socket.destroy();
  });

  it('never comes to the end of as many as it keeps', async () => {
    await create(emulated.host, alice('hello'));
    const negative = subscribe(last(-1));
    assert.equal(await next(negative), 'subscribed');
    assert.ok(await next(negative), 'all of a history that is not full');
    for (let n = 0; n < 1024; n++) emulated.host.print('alice:hello', `line ${n}`);
    const endless = subscribe(last(-1));
    assert.equal(await next(endless), 'subscribed');
    const sound = subscribe(all);
    assert.equal((await take(sound, 1025)).length, 1025);
    const silent = Symbol('silent');
    const first = await Promise.race([next(endless), setImmediate(silent)]);
    assert.equal(first, silent);
  });
});

describe('a console that prints by itself', () => {
  const emulated = useEmulator({ consoleInterval: 5 });

  it('writes a line now and then', async () => {
    await create(emulated.host, alice('hello'));
    const client = open(emulated.host, alice('hello'), last(0));
    assert.equal(await next(client), 'subscribed');
    assert.match((await next(client)) ?? '', /emulated/);
    client.socket.destroy();
  });
});
