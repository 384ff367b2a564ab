import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { newAuthority, newHostCertificate } from '../../src/emulator/tls/host-certificates.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import { type AcrossHosts, readAcrossHosts } from '../../src/host-client/read-across-hosts.ts';
import { HostWorld, seen } from '../hosts/support/host-world.ts';
import { until } from '../hosts/support/until.ts';

const count = 50;

/** Milliseconds that a host is waited for; far more than the others take on a slow machine. */
const timeout = 6_000;

describe('a list over 50 hosts, one silent, one slow', function () {
  this.timeout(60_000);
  let world: HostWorld;
  let emulators: Emulator[];
  let hosts: ConnectedHost[];
  let silent: Emulator;
  let slow: Emulator;

  before(async () => {
    world = await HostWorld.open();
    const authority = newAuthority(new Date());
    const certificate = newHostCertificate(authority, new Date());
    const names = Array.from({ length: count }, (_, n) => `host-${n}`);
    emulators = await Promise.all(names.map(() => world.startEmulator({ authority, certificate })));
    const hostDeps = { limits: { replyTimeout: 2 * timeout } };
    hosts = emulators.map((emulator, n) => world.connect(`host-${n}`, emulator, { hostDeps }));
    const [first, second] = emulators;
    assert.ok(first && second);
    [silent, slow] = [first, second];
    silent.faults.add({ kind: 'silent' });
    slow.faults.add({ kind: 'slow', milliseconds: 1.5 * timeout });
  });

  after(() => world.close());

  /** Reads the list, and says how many milliseconds that took. */
  async function readAll(): Promise<AcrossHosts<string> & { readonly took: number }> {
    const begin = performance.now();
    const read = await readAcrossHosts(
      hosts,
      async (host, signal) => {
        await host.unikernels(signal);
        return [host.name];
      },
      { timeout },
    );
    return { ...read, took: performance.now() - begin };
  }

  it('gives the data of the others and two errors within the time for one', async () => {
    const { data, errors, took } = await readAll();
    assert.equal(data.length, count - 2);
    assert.deepEqual(
      errors.map(({ host, code }) => `${host} ${code}`),
      ['host-0 host-timeout', 'host-1 host-timeout'],
    );
    assert.ok(took < 1.9 * timeout, `it took ${took} ms`);
  });

  it('waits no longer for hosts that have had their time, and asks them no second time', async () => {
    const { errors, took } = await readAll();
    assert.equal(errors.length, 2);
    assert.ok(took < 0.9 * timeout, `it took ${took} ms`);
    assert.equal(seen(silent, 'unikernel-info'), 1);
  });

  it('gives the data of the slow one once it is there, and leaves out the silent one', async () => {
    await until(() => hosts[0]?.knownDown === true);
    const { data, errors } = await readAll();
    assert.deepEqual(
      errors.map(({ host, code }) => `${host} ${code}`).filter((one) => one.startsWith('host-0')),
      ['host-0 host-down'],
    );
    assert.ok(!data.includes('host-0'));
    assert.equal(seen(silent, 'unikernel-info'), 1);
  });

  it('ends with who has asked', async () => {
    await assert.rejects(
      readAcrossHosts(hosts, (host, signal) => host.volumes(signal), {
        signal: AbortSignal.abort(new Error('gone')),
      }),
      { message: 'gone' },
    );
  });
});
