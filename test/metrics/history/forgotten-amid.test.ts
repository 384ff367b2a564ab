import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { coarseTier, fineTier } from '../../../src/unikernels/metrics/history/tiers.ts';
import { UsageHistory } from '../../../src/unikernels/metrics/history/usage-history.ts';
import type { StoredBlock } from '../../../src/unikernels/metrics/store/block-place.ts';
import { FileBlocks } from '../../../src/unikernels/metrics/store/file-place.ts';

const begin = 1_800_000_000;
const none = { memory: 4096, received: 0, sent: 0, blockReads: 0, blockWrites: 0 };
const given = { cpus: 1, memoryLimit: 32 };

/** Says when minutes are about to be written, and lets others go first. */
class ToldBlocks extends FileBlocks {
  readonly atMinutes = Promise.withResolvers<void>();

  override async write(blocks: readonly StoredBlock[]): Promise<void> {
    if (blocks.some(({ step }) => step === coarseTier.step)) {
      this.atMinutes.resolve();
      await setImmediate();
    }
    await super.write(blocks);
  }
}

describe('a unikernel that is forgotten while what it used is stored', () => {
  const cleanup = new AsyncDisposableStack();
  after(() => cleanup.disposeAsync());

  it('leaves nothing, although its minutes follow its fine points', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-metrics-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const place = new ToldBlocks(join(folder, 'metrics.db'), assert.ifError);
    const history = new UsageHistory({ place, clock: () => new Date() });
    cleanup.defer(() => history.close());
    const id = randomUUID();
    for (let sample = 0; sample < 70; sample += 1) {
      history.put(id, { ...none, at: (begin + sample * 10) * 1000, cpuSeconds: sample });
    }
    const storing = history.store(new Map([[id, given]]));
    await place.atMinutes.promise;
    await Promise.all([history.forget([id]), storing]);
    const span = { from: begin, to: begin + 3600 };
    const left = [fineTier, coarseTier].map((tier) => history.read(id, tier, span));
    assert.deepEqual(
      (await Promise.all(left)).map(({ size }) => size),
      [0, 0],
    );
  });
});
