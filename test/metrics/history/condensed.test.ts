import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { coarseTier, fineTier, type Tier } from '../../../src/unikernels/metrics/history/tiers.ts';
import { UsageHistory } from '../../../src/unikernels/metrics/history/usage-history.ts';
import type {
  BlockPlace,
  BlockRange,
  OldBlocks,
  StoredBlock,
} from '../../../src/unikernels/metrics/store/block-place.ts';

/** The begin of an hour: seconds since 1970. */
const begin = 1_800_000_000;
const hour = 3600;
const given = { cpus: 1, memoryLimit: 32 };
const none = { memory: 4096, received: 0, sent: 0, blockReads: 0, blockWrites: 0 };

/** Blocks in memory, of which is counted how often they are written. */
class CountedBlocks implements BlockPlace {
  readonly written = { fine: 0, coarse: 0 };
  readonly #blocks = new Map<string, StoredBlock>();

  async read({ unikernels, step, from, to }: BlockRange) {
    return [...this.#blocks.values()].filter(
      (block) =>
        unikernels.includes(block.unikernel) &&
        block.step === step &&
        block.start >= from &&
        block.start < to,
    );
  }

  async write(blocks: readonly StoredBlock[]) {
    for (const block of blocks) {
      this.written[block.step === fineTier.step ? 'fine' : 'coarse'] += 1;
      this.#blocks.set(`${block.unikernel} ${block.step} ${block.start}`, block);
    }
  }

  async unikernels() {
    return [...new Set([...this.#blocks.values()].map(({ unikernel }) => unikernel))];
  }

  async prune({ unikernel, step, before }: OldBlocks) {
    for (const [key, block] of this.#blocks) {
      const isIts = block.unikernel === unikernel && block.step === step;
      if (isIts && block.start < before) this.#blocks.delete(key);
    }
  }

  async forget() {}

  alone<T>(work: (place: BlockPlace) => Promise<T>): Promise<T> {
    return work(this);
  }

  async close() {}
}

describe('what unikernels used', () => {
  const id = randomUUID();
  let place: CountedBlocks;
  let now: number;
  let history: UsageHistory;
  const start = () => {
    history = new UsageHistory({ place, clock: () => new Date(now * 1000) });
  };
  beforeEach(() => {
    place = new CountedBlocks();
    now = begin;
    start();
  });

  /** So many seconds, with a sample every 10 s, stored every 30 s: all but the last ones. */
  const run = async (seconds: number) => {
    for (const end = now + seconds; now < end; now += 10) {
      history.put(id, { ...none, at: now * 1000, cpuSeconds: (now - begin) / 2 });
      if (now % 30 === 0) await history.store(new Map([[id, given]]));
    }
  };
  const count = async (tier: Tier, from = begin) =>
    (await history.read(id, tier, { from, to: now })).size;

  it('is written as minutes once in ten of them, and shown up to the last one', async () => {
    await run(hour);
    assert.ok(place.written.fine >= 119, `${place.written.fine}`);
    assert.ok(place.written.coarse <= 7, `${place.written.coarse}`);
    assert.equal(await count(coarseTier), 60);
    const last = await history.read(id, coarseTier, { from: now - 120, to: now });
    assert.deepEqual([...last.values()].map(({ cpu }) => cpu).at(-1), 500_000);
  });

  it('loses no minutes by a kill', async () => {
    await run(hour + 270);
    start();
    await run(hour);
    assert.equal(await count(coarseTier), (now - 30 - begin) / 60);
  });

  it('keeps its last minutes when it ends, longer than the finer points', async () => {
    await run(hour + 270);
    start();
    now += fineTier.kept + hour;
    await history.purge(async () => new Set([id]));
    assert.deepEqual([await count(fineTier), await count(coarseTier)], [0, 64]);
  });
});
