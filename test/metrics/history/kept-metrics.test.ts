import assert from 'node:assert/strict';
import { coarseTier, fineTier } from '../../../src/unikernels/metrics/history/tiers.ts';
import { usePostgres } from '../../support/postgres.ts';
import { until } from '../../unikernels/unikernel-world.ts';
import { MetricsWorld } from './metrics-world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What is kept of a unikernel, with one database or the other. */
function describeKept(databaseUrl: () => string | null): void {
  let world: MetricsWorld;
  before(async function () {
    this.timeout(60_000);
    world = await MetricsWorld.open(databaseUrl());
  });
  after(() => world?.close());

  it('is shown in points of 10 s, against what it was given', async () => {
    await world.sample(8);
    const { series, step, resolution, yielded } = await world.metrics();
    assert.deepEqual([step, resolution, yielded], [10, 10, false]);
    const known = series.cpu.filter((value) => value !== null);
    assert.ok(known.length >= 7 && known.every((value) => value > 0), `${known}`);
    assert.deepEqual(new Set(series.memory), new Set([null, 4 * 1024 * 1024]));
    assert.deepEqual(new Set(series.memoryLimit), new Set([null, 32 * 1024 * 1024]));
    assert.equal(series.cpu[0], null); // nothing was there an hour ago
  });

  it('is shown in longer steps, and no more points than an answer has', async () => {
    const minutes = await world.metrics('step=60');
    assert.deepEqual([minutes.step, minutes.resolution], [60, 60]);
    assert.ok(minutes.series.cpu.some((value) => value !== null));
    assert.ok(minutes.series.cpu.length <= 61);
    const from = new Date(world.now - 14 * day).toISOString();
    const all = await world.metrics(`step=10&from=${from}`);
    assert.deepEqual([all.step, all.resolution, all.series.cpu.length <= 1501], [840, 60, true]);
  });

  it('survives a kill, but for what was not stored yet', async () => {
    const before = await world.countKnown();
    await world.killAndStart();
    const known = await world.countKnown();
    assert.ok(known >= before, `${known} of ${before}`);
    await world.sample(2);
    assert.ok((await world.countKnown()) > known);
  });

  it('shows a gap where nothing was sampled', async () => {
    world.pass(30 * minute);
    await world.sample(4);
    const { series } = await world.metrics();
    const first = series.cpu.findIndex((value) => value !== null);
    const gap = series.cpu.slice(first).indexOf(null);
    assert.ok(gap > 0 && series.cpu.slice(first + gap + 100).some((value) => value !== null));
  });

  it('is kept for a day in fine points, for 14 days in minutes', async () => {
    world.pass(1.1 * day);
    await world.purge();
    assert.deepEqual(await world.stored(fineTier), 0);
    const from = new Date(world.now - 3 * day).toISOString();
    assert.ok((await world.metrics(`from=${from}`)).series.cpu.some((value) => value !== null));
    world.pass(14 * day);
    await world.purge();
    assert.equal(await world.stored(coarseTier), 0);
  });

  it('ends with the account', async () => {
    await world.sample(3);
    assert.ok((await world.stored(fineTier)) > 0);
    await world.endAccount();
    assert.deepEqual([await world.stored(fineTier), await world.stored(coarseTier)], [0, 0]);
  });

  it('ends with the unikernel', async () => {
    await world.sample(3);
    await until(async () => (await world.stored(coarseTier)) > 0); // stored after the fine ones
    await world.destroy();
    assert.equal((await world.ask('')).status, 404);
    await world.purge();
    assert.deepEqual([await world.stored(fineTier), await world.stored(coarseTier)], [0, 0]);
  });
}

describe('what unikernels used', () => {
  describe('with a file of its own', () => describeKept(() => null));

  describe('with PostgreSQL', () => {
    const url = usePostgres();
    describeKept(url);
  });
});
