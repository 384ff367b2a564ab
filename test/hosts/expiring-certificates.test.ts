import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { systemClock } from '../../src/base/clock.ts';
import { StoredEvent } from '../../src/database/events/entity.ts';
import { newAuthority, newHostCertificate } from '../../src/emulator/tls/host-certificates.ts';
import { tellExpiringCertificates } from '../../src/hosts/tell-expiring-certificates.ts';
import { hostDepsOf } from './support/host-world.ts';
import { ServerWorld } from './support/server-world.ts';

const day = 86_400_000;

describe('a certificate that a host presents and that ends soon', () => {
  let world: ServerWorld;
  beforeEach(async () => {
    world = await ServerWorld.open(hostDepsOf());
  });
  afterEach(() => world.close());

  /** What is told of a host whose certificate lives for so many days from yesterday on. */
  async function toldOf(days: number): Promise<unknown[]> {
    const now = systemClock();
    const authority = newAuthority(now);
    const validity = {
      notBefore: new Date(now.getTime() - day),
      notAfter: new Date(now.getTime() + (days - 1) * day),
    };
    const certificate = newHostCertificate(authority, now, validity);
    await world.addHost('one', await world.hosts.startEmulator({ authority, certificate }));
    const host = world.registry.get(parseLabel('one'));
    await host.check();
    for (let turn = 0; turn < 2; turn += 1) {
      await tellExpiringCertificates(world.database, systemClock, () => host.presented);
    }
    const events = await world.database.em().find(StoredEvent, { type: 'certificate.expiring' });
    return events.map(({ facts }) => facts.days);
  }

  it('is told of once for each number of days', async () => {
    assert.deepEqual(await toldOf(4), [3]);
  });

  it('is no news while it is good for weeks', async () => {
    assert.deepEqual(await toldOf(60), []);
  });

  it('is no news where it was to live no longer', async () => {
    assert.deepEqual(await toldOf(10), []);
  });
});
