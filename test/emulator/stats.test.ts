import assert from 'node:assert/strict';
import type { Message } from '../../src/albatross/messages.ts';
import { formatName } from '../../src/albatross/names.ts';
import type { StatsSample } from '../../src/albatross/stats.ts';
import { words, wordsOf } from './support/answers.ts';
import { type About, alice, type Client, open, roomy } from './support/client.ts';
import { create, network } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

describe('stats of an emulated host', () => {
  const emulated = useEmulator({ statsInterval: 5 });
  const clients: Client[] = [];
  afterEach(() => {
    for (const client of clients.splice(0)) client.socket.destroy();
  });

  async function subscribe(about: About): Promise<Client> {
    const client = open(emulated.host, about, { type: 'stats-subscribe' });
    clients.push(client);
    const first = await client.next();
    assert.equal(first && wordsOf(first), 'subscribed');
    return client;
  }

  function sampleIn(message: Message | null): { name: string; sample: StatsSample } {
    assert(message?.payload.type === 'data' && message.payload.data.type === 'stats');
    return { name: formatName(message.header.name), sample: message.payload.data.stats };
  }

  /** The names of so many samples, each once. */
  async function names(client: Client, count: number): Promise<string[]> {
    const seen: string[] = [];
    while (seen.length < count) seen.push(sampleIn(await client.next()).name);
    return [...new Set(seen)].sort();
  }

  it('come again and again for every unikernel below the path, under relative names', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    await create(host, { domains: { alice: roomy, bob: roomy }, label: 'deep' });
    await create(host, { domains: { carol: roomy }, label: 'other' });
    assert.deepEqual(await names(await subscribe(alice()), 6), [':hello', 'bob:deep']);
    assert.deepEqual(await names(await subscribe(alice('hello')), 3), [':hello']);
    assert.deepEqual(await names(await subscribe({}), 6), [
      'alice:bob:deep',
      'alice:hello',
      'carol:other',
    ]);
  });

  it('count up, with the counters of each network device', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { networkDevices: [network('one', 'service')] });
    const client = await subscribe(alice('hello'));
    const { sample: first } = sampleIn(await client.next());
    assert.equal(first.vmm, null);
    assert(first.memory);
    assert.deepEqual(
      first.interfaces.map(({ bridge, mtu }) => ({ bridge, mtu })),
      [{ bridge: 'one', mtu: 1500 }],
    );
    const time = ({ rusage }: StatsSample) =>
      rusage.utime.seconds * 1_000_000n + BigInt(rusage.utime.microseconds);
    let later = first;
    while (time(later) <= time(first)) later = sampleIn(await client.next()).sample;
  });

  it('go to the last one who asks about a name', async () => {
    const first = await subscribe(alice());
    const second = await subscribe(alice());
    assert.deepEqual((await first.rest()).map(wordsOf), [
      'failure: exception while reading from fd',
    ]);
    await create(emulated.host, alice('hello'));
    assert.deepEqual(await names(second, 1), [':hello']);
  });

  it('end for a unikernel that is destroyed', async () => {
    const { host } = emulated;
    await create(host, alice('hello'));
    await create(host, alice('other'));
    const client = await subscribe(alice());
    assert.deepEqual(await names(client, 4), [':hello', ':other']);
    await words(host, alice('hello'), { type: 'unikernel-destroy' });
    while ((await names(client, 2)).length > 1);
  });
});
