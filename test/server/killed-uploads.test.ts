import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Fault } from '../../src/emulator/faults.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { SlowUpload } from './support/slow-upload.ts';
import { until } from './support/until.ts';

const mebibyte = 2 ** 20;
const old = randomBytes(4 * mebibyte);
const fresh = randomBytes(4 * mebibyte);

/** Where the host is when the server is killed; octets with what frames them. */
const pointsAtHost: readonly (readonly [string, Fault])[] = [
  ['has seen no octet', { kind: 'pause-reading', afterOctets: 1 }],
  ['has a third of it', { kind: 'pause-reading', afterOctets: 1_400_000 }],
  ['has nearly all of it', { kind: 'pause-reading', afterOctets: 4 * mebibyte - 70_000 }],
  ['has taken it and not said so', { kind: 'hold-reply' }],
];

/** Uploads all of the new content, and waits until a fault stops the host. */
async function uploadUntil(
  world: ServerWorld,
  volume: string,
  fault: Fault,
  direct = false,
): Promise<void> {
  const scope = { command: 'block-set', name: `alice:${volume}` } as const;
  const stopped = world.emulator.faults.add(fault, scope);
  const upload = new SlowUpload(world, volume, fresh.length, { direct });
  upload.end(fresh);
  await until(() => stopped.waiting > 0);
}

async function untilSpooling(world: ServerWorld): Promise<void> {
  await until(async () => (await world.spooled()).some((name) => name.endsWith('.part')));
}

describe('an upload whose server is killed', function () {
  this.timeout(60_000);
  const server = useServer();

  async function expectNoneIncomplete(): Promise<void> {
    const left = await server().spooled();
    assert.deepEqual(
      left.filter((name) => name.endsWith('.part')),
      [],
    );
  }

  for (const sent of [0, 100_000, fresh.length - 1]) {
    it(`leaves the old content where ${sent} octets have come, and no spool`, async () => {
      const world = server();
      const volume = `came-${sent}`;
      await world.makeVolume(volume, 4, old);
      const upload = new SlowUpload(world, volume, fresh.length);
      await upload.send(fresh.subarray(0, sent));
      await untilSpooling(world);
      await world.killAndStart();
      await expectNoneIncomplete();
      assert.deepEqual(await world.spooled(), []);
      assert(old.equals(await world.contentOf(volume)));
      await world.expect(200, `/hosts/one/volumes/${volume}/data`, { method: 'PUT', body: fresh });
      assert(fresh.equals(await world.contentOf(volume)));
    });
  }

  it('is delivered by the next one where it had come whole and the host was away', async () => {
    const world = server();
    await world.makeVolume('away', 4, old);
    const upload = new SlowUpload(world, 'away', fresh.length);
    await upload.send(fresh.subarray(0, mebibyte));
    await untilSpooling(world);
    const silent = world.emulator.faults.add({ kind: 'silent' }, { command: 'block-info' });
    upload.end(fresh.subarray(mebibyte));
    await until(() => silent.waiting === 1);
    await world.server.kill();
    assert(old.equals(await world.contentOf('away')));
    world.emulator.faults.clear();
    await world.start();
    await expectNoneIncomplete();
    await world.untilDelivered();
    assert(fresh.equals(await world.contentOf('away')));
  });

  for (const [point, fault] of pointsAtHost) {
    it(`is delivered by the next one where the host ${point}`, async () => {
      const world = server();
      const volume = point.replaceAll(' ', '-');
      await world.makeVolume(volume, 4, old);
      await uploadUntil(world, volume, fault);
      await world.server.kill();
      world.emulator.faults.clear();
      await world.start();
      await expectNoneIncomplete();
      await world.untilDelivered();
      assert(fresh.equals(await world.contentOf(volume)));
      assert(await world.server.untilLogged('an upload is sent again after a restart'));
    });

    it(`is told of by the next one where it was direct and the host ${point}`, async () => {
      const world = server();
      const volume = `direct-${point.replaceAll(' ', '-')}`;
      await world.makeVolume(volume, 4, old);
      await uploadUntil(world, volume, fault, true);
      await world.server.kill();
      world.emulator.faults.clear();
      await world.start();
      const line = await world.server.untilLogged(
        'a direct upload was cut by the end of the server: the volume may hold a part of it',
      );
      assert.equal(line.volume, volume);
      await world.killAndStart();
      assert(!world.server.output.includes('a direct upload was cut'), 'it is told once');
      await world.expect(200, `/hosts/one/volumes/${volume}/data`, { method: 'PUT', body: fresh });
      assert(fresh.equals(await world.contentOf(volume)));
    });
  }
});
