import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { ActiveFault, Fault } from '../../src/emulator/faults.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { SlowUpload } from './support/slow-upload.ts';
import { until } from './support/until.ts';

const size = 4 * 2 ** 20;
const old = randomBytes(size);
const fresh = randomBytes(size);

/** How many octets have come when the server is killed. */
const pointsInSpool = [0, 100_000, size - 1];

/** Where the host is when the server is killed; octets with what frames them. */
const pointsAtHost: readonly (readonly [string, Fault])[] = [
  ['has seen no octet', { kind: 'pause-reading', afterOctets: 1 }],
  ['has a third of it', { kind: 'pause-reading', afterOctets: 1_400_000 }],
  ['has nearly all of it', { kind: 'pause-reading', afterOctets: size - 70_000 }],
  ['has taken it and not said so', { kind: 'hold-reply' }],
];

/** By twos: a host is at no more transfers of one domain. */
const pairsAtHost = [pointsAtHost.slice(0, 2), pointsAtHost.slice(2)];

/** Uploads all of the new content, and waits until a fault stops the host. */
async function uploadUntil(
  world: ServerWorld,
  volume: string,
  fault: Fault,
  direct = false,
): Promise<void> {
  const scope = { command: 'block-set', name: `alice:${volume}` } as const;
  await world.makeVolume(volume, 4, old);
  const stopped = world.emulator.faults.add(fault, scope);
  new SlowUpload(world, volume, size, { direct }).end(fresh);
  await untilWaiting(stopped);
}

/** Uploads so much of the new content, and waits until the spool has an incomplete file more. */
async function spool(world: ServerWorld, volume: string, octets: number): Promise<SlowUpload> {
  await world.makeVolume(volume, 4, old);
  const before = (await incomplete(world)).length;
  const upload = new SlowUpload(world, volume, size);
  await upload.send(fresh.subarray(0, octets));
  await until(async () => (await incomplete(world)).length > before);
  return upload;
}

async function incomplete(world: ServerWorld): Promise<string[]> {
  return (await world.spooled()).filter((name) => name.endsWith('.part'));
}

const untilWaiting = (fault: ActiveFault) => until(() => fault.waiting > 0);

async function killAndStart(world: ServerWorld): Promise<void> {
  await world.server.kill();
  world.emulator.faults.clear();
  await world.start();
}

describe('uploads whose server is killed', function () {
  this.timeout(60_000);
  const server = useServer();

  before(async () => {
    const world = server();
    const [earlier = [], later = []] = pairsAtHost;
    for (const [point, fault] of earlier) await uploadUntil(world, nameOf(point), fault);
    await killAndStart(world);
    await world.untilDelivered();
    for (const octets of pointsInSpool) await spool(world, `came-${octets}`, octets);
    const upload = await spool(world, 'whole', size - 1);
    const named = { command: 'block-info', name: 'alice:whole' } as const;
    const away = world.emulator.faults.add({ kind: 'silent' }, named);
    upload.end(fresh.subarray(size - 1));
    await untilWaiting(away);
    for (const [point, fault] of later) await uploadUntil(world, nameOf(point), fault);
    assert.equal((await incomplete(world)).length, pointsInSpool.length);
    assert(old.equals(await world.contentOf('whole')));
    await killAndStart(world);
  });

  it('leave no incomplete spool to the next one', async () => {
    assert.deepEqual(await incomplete(server()), []);
  });

  for (const octets of pointsInSpool) {
    it(`leave the old content where ${octets} octets have come`, async () => {
      assert(old.equals(await server().contentOf(`came-${octets}`)));
    });
  }

  it('are delivered by the next one where they had come whole and the host was away', async () => {
    await server().untilDelivered();
    assert(fresh.equals(await server().contentOf('whole')));
  });

  for (const [point] of pointsAtHost) {
    it(`are delivered by the next one where the host ${point}`, async () => {
      await server().untilDelivered();
      assert(fresh.equals(await server().contentOf(nameOf(point))));
    });
  }

  it('hinder no later one', async () => {
    await server().untilDelivered();
    for (const volume of ['came-0', 'whole']) {
      const path = `/hosts/one/volumes/${volume}/data`;
      await server().expect(200, path, { method: 'PUT', body: old });
      assert(old.equals(await server().contentOf(volume)));
    }
  });
});

describe('direct uploads whose server is killed', function () {
  this.timeout(60_000);
  const server = useServer();
  const logged: ServerWorld['server']['log'][number][] = [];
  const told = 'a direct upload was cut by the end of the server: the volume may hold a part of it';

  before(async () => {
    const world = server();
    for (const pair of pairsAtHost) {
      for (const [point, fault] of pair) await uploadUntil(world, nameOf(point), fault, true);
      await killAndStart(world);
      logged.push(...world.server.log);
    }
  });

  for (const [point] of pointsAtHost) {
    it(`are told of by the next one where the host ${point}`, async () => {
      const lines = logged.filter(({ msg, volume }) => msg === told && volume === nameOf(point));
      assert.equal(lines.length, 1);
      assert.equal(lines[0]?.level, 'error');
    });

    it(`can be done again where the host ${point}`, async () => {
      const path = `/hosts/one/volumes/${nameOf(point)}/data`;
      await server().expect(200, path, { method: 'PUT', body: fresh });
      assert(fresh.equals(await server().contentOf(nameOf(point))));
    });
  }

  it('are told of once', async () => {
    await killAndStart(server());
    assert(!server().server.output.includes(told));
  });
});

const nameOf = (point: string) => point.replaceAll(' ', '-');
