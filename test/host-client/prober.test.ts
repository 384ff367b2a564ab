import assert from 'node:assert/strict';
import { Prober } from '../../src/host-client/prober.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

function probing(random = 0.5) {
  const time = new ManualTime();
  const probes: number[] = [];
  const begin = time.clock().getTime();
  const prober = new Prober({
    probe: async () => void probes.push(time.clock().getTime() - begin),
    timer: time.timer,
    random: () => random,
  });
  return { time, probes, prober };
}

describe('the probes of a degraded host', () => {
  it('come after 5 s, then twice as long each time, up to 60 s', async () => {
    const { time, probes, prober } = probing();
    prober.start();
    await time.pass(200_000);
    assert.deepEqual(probes, [5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
    prober.stop();
  });

  it('stray by a fifth in either direction', async () => {
    const early = probing(0);
    const late = probing(1);
    for (const { prober, time } of [early, late]) {
      prober.start();
      await time.pass(6_000);
      prober.stop();
    }
    assert.deepEqual([early.probes, late.probes], [[4_000], [6_000]]);
  });

  it('begin anew after 5 s when the host is lost again', async () => {
    const { time, probes, prober } = probing();
    prober.start();
    await time.pass(15_000);
    prober.stop();
    await time.pass(100_000);
    prober.start();
    await time.pass(5_000);
    prober.stop();
    assert.deepEqual(probes, [5_000, 15_000, 120_000]);
  });

  it('are not doubled by a second start, and leave nothing behind when stopped', async () => {
    const { time, probes, prober } = probing();
    prober.start();
    prober.start();
    await time.pass(5_000);
    assert.equal(probes.length, 1);
    prober.stop();
    await time.pass(0);
    assert.deepEqual(time.due, []);
  });
});
