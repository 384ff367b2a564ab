import assert from 'node:assert/strict';
import { OwnAddresses } from '../../src/checks/own-addresses.ts';

const { signal } = new AbortController();

describe('the addresses that are never asked', () => {
  it('are those of all names as they are now, and of the machine', async () => {
    let now = 0;
    let names: readonly string[] = ['host.example.org', '[2606:4700::0009]', '203.0.113.1', 'lost'];
    let address = '203.0.113.2';
    let asked = 0;
    const own = new OwnAddresses({
      names: async () => names,
      findAddresses: async (name) => {
        asked += 1;
        if (name === 'lost') throw new Error('no such name');
        return [{ address, family: 4 }];
      },
      interfaces: () => ['10.0.0.5'],
      now: () => now,
    });
    const all = async () => [...(await own.all(signal))].sort();
    const others = ['10.0.0.5', '203.0.113.1', '2606:4700:0:0:0:0:0:9'];
    assert.deepEqual(await all(), [...others, '203.0.113.2'].sort());
    names = ['host.example.org'];
    address = '203.0.113.3';
    await all();
    assert.equal(asked, 2, 'what was found is believed for a while');
    now = 60_000;
    assert.deepEqual(await all(), ['10.0.0.5', '203.0.113.3']);
  });

  it('are not waited for again where it takes long to find out that there are none', async () => {
    let now = 0;
    let takes = 10_000;
    let asked = 0;
    const own = new OwnAddresses({
      names: async () => ['gone.example.org'],
      async findAddresses() {
        asked += 1;
        now += takes;
        if (takes > 0) throw new Error('no answer');
        return [{ address: '203.0.113.2', family: 4 }];
      },
      interfaces: () => [],
      now: () => now,
    });
    for (let at = 0; at < 3; at += 1) assert.deepEqual([...(await own.all(signal))], []);
    assert.equal(asked, 1);
    now += 60_000;
    takes = 10;
    await own.all(signal);
    await own.all(signal);
    assert.equal(asked, 3, 'one that is told at once is asked for each time');
    takes = 0;
    assert.deepEqual([...(await own.all(signal))], ['203.0.113.2']);
  });

  it('stay known while a name cannot be found', async () => {
    let now = 0;
    let isAway = false;
    const own = new OwnAddresses({
      names: async () => ['host.example.org'],
      findAddresses: async () => {
        if (isAway) throw new Error('no answer');
        return [{ address: '203.0.113.2', family: 4 }];
      },
      interfaces: () => [],
      now: () => now,
    });
    await own.all(signal);
    isAway = true;
    now = 120_000;
    assert.deepEqual([...(await own.all(signal))], ['203.0.113.2']);
  });
});
